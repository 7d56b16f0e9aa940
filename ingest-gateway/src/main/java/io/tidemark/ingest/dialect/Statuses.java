package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.RefusalCode;

/** The HTTP status of a refusal, the same in all dialects but for events that only they drop. */
final class Statuses {

  static int of(RefusalCode code) {
    return switch (code) {
      case SITE_NOT_ALLOWED -> 403;
      case BODY_TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case OVERLOADED, UNAVAILABLE -> 503;
      default -> 400;
    };
  }

  private Statuses() {}
}
