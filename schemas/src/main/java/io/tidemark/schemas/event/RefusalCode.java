package io.tidemark.schemas.event;

import java.util.Locale;

/**
 * Why something was refused. The {@link #code()} is part of the HTTP contract, of the metric names
 * and of the headers of {@code events-dlq}; it never changes once released.
 */
public enum RefusalCode {
  /** Not JSON, or JSON with something behind it. */
  INVALID_JSON,
  /** The bytes are not UTF-8. */
  INVALID_UTF8,
  /** A value has another JSON type than the field's. */
  INVALID_TYPE,
  /** A required field is absent. */
  MISSING_FIELD,
  /** The same field twice, aliases included. */
  DUPLICATE_FIELD,
  /** A value is longer than the field's limit. */
  TOO_LONG,
  /** A value's characters are not allowed there. */
  INVALID_VALUE,
  /** Not a time, before 1970, or too far in the future. */
  INVALID_TIMESTAMP,
  /** Not an integer of 1..1,000,000. */
  INVALID_COUNT,
  /** A batch has no event. */
  EMPTY_BATCH,
  /** A batch has more events than allowed. */
  BATCH_TOO_LARGE,
  /** The body is larger than allowed. */
  BODY_TOO_LARGE,
  /** The content type is not one of the route's. */
  UNSUPPORTED_MEDIA_TYPE,
  /** This site is not taken here. */
  SITE_NOT_ALLOWED,
  /** Too many requests or bytes under way: come back later. */
  OVERLOADED,
  /** Kafka did not acknowledge: come back later. */
  UNAVAILABLE;

  /** The stable code, e.g. {@code invalid_timestamp}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
