package io.tidemark.ingest.http;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * The header {@value #HEADER}: the same for every attempt at the same request, so that events
 * without an {@code event_id} get the same one each time. The proxy sets it, and may then give a
 * request to another gateway when the first one broke off. Quotes around it, as
 * draft-ietf-httpapi-idempotency-key-header has them, are left out.
 */
final class RequestKeys {
  static final String HEADER = "Idempotency-Key";

  private static final int LONGEST = 64;

  /** The key of a header that is not refused; null: there is none. */
  static @Nullable String of(@Nullable String header) {
    return header == null || header.isEmpty() ? null : unquoted(header);
  }

  /** Why a header is not taken; null: it is. */
  static @Nullable Refusal refusal(@Nullable String header) {
    String key = of(header);
    if (key == null
        || (!key.isEmpty()
            && key.length() <= LONGEST
            && key.chars().allMatch(c -> c > ' ' && c < 127))) {
      return null;
    }
    return new Refusal(
        RefusalCode.INVALID_VALUE,
        "the header " + HEADER + " is not a key; expected 1 to 64 visible ASCII characters",
        HEADER);
  }

  private static String unquoted(String header) {
    int end = header.length() - 1;
    return end > 0 && header.charAt(0) == '"' && header.charAt(end) == '"'
        ? header.substring(1, end)
        : header;
  }

  private RequestKeys() {}
}
