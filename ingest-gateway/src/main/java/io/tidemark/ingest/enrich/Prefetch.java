package io.tidemark.ingest.enrich;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Requests a browser makes ahead, for a page nobody looks at yet: {@code Sec-Purpose: prefetch},
 * also with {@code ;prerender} or {@code ;anonymous-client-ip}, and the older {@code Purpose}.
 */
final class Prefetch {
  static final String REASON = "prefetch";

  static boolean isPrefetch(@Nullable String purpose) {
    if (purpose == null) {
      return false;
    }
    for (String token : purpose.toLowerCase(Locale.ROOT).split("[;,]", 8)) {
      String word = token.strip();
      if (word.equals(REASON) || word.equals("preview") || word.equals("prerender")) {
        return true;
      }
    }
    return false;
  }

  private Prefetch() {}
}
