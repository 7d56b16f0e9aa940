package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.PageAddress;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import org.jspecify.annotations.Nullable;

/** What page-view counters have in common. */
final class Pages {
  static final String PAGE = "page";
  static final String TIMESTAMP = "timestamp";

  /** Sets the site and the path. */
  static void address(EventDraft draft, @Nullable String page) {
    if (page == null || page.isEmpty()) {
      draft.refuse(
          new Refusal(
              RefusalCode.MISSING_FIELD,
              "page is missing; expected for example \"example.com/pricing\"",
              PAGE));
      return;
    }
    PageAddress address = PageAddress.of(page);
    draft.text(Field.SITE_ID, address.site()).text(Field.PATH, address.path());
  }

  /** Sets the time: ISO 8601, or the digits of epoch milliseconds. */
  static void time(EventDraft draft, String text, boolean digits) {
    if (!digits) {
      draft.timestamp(text);
      return;
    }
    try {
      draft.timestampMs(Long.parseLong(text));
    } catch (NumberFormatException e) {
      draft.refuse(
          new Refusal(
              RefusalCode.INVALID_TIMESTAMP,
              "timestamp is not within 64 bits; expected ISO 8601 with an offset, or epoch"
                  + " milliseconds",
              TIMESTAMP));
    }
  }

  /** The same with refusals that name the page instead of its parts. */
  static Decoded named(Decoded decoded) {
    if (decoded instanceof Decoded.Refused refused) {
      Refusal refusal = refused.refusal();
      boolean part =
          Field.PATH.canonical().equals(refusal.field())
              || Field.SITE_ID.canonical().equals(refusal.field());
      if (part) {
        Refusal named = new Refusal(refusal.code(), refusal.message(), PAGE);
        return new Decoded.Refused(named, refused.siteId());
      }
    }
    return decoded;
  }

  private Pages() {}
}
