package io.tidemark.standalone.sites;

import io.tidemark.standalone.settings.InvalidSettingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event times from one instant on, up to another one.
 *
 * @param fromMs inclusive, epoch milliseconds
 * @param toMs exclusive, epoch milliseconds
 */
record Times(long fromMs, long toMs) {

  /**
   * Reads two flags.
   *
   * @param from a day (its start, UTC) or an instant; null: no limit
   * @param to a day (its end, so that it is included) or an instant (excluded); null: no limit
   */
  static Times parse(@Nullable String from, @Nullable String to) throws InvalidSettingsException {
    long fromMs = from == null ? Long.MIN_VALUE : instant("--from", from, 0);
    long toMs = to == null ? Long.MAX_VALUE : instant("--to", to, 1);
    if (fromMs >= toMs) {
      throw refusal("--to is " + to + "; expected a time after --from " + from);
    }
    return new Times(fromMs, toMs);
  }

  boolean hold(long timeMs) {
    return timeMs >= fromMs && timeMs < toMs;
  }

  private static long instant(String flag, String text, int moreDays)
      throws InvalidSettingsException {
    try {
      if (text.length() <= "2026-01-31".length()) {
        LocalDate day = LocalDate.parse(text).plusDays(moreDays);
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return instant.toEpochMilli();
    } catch (DateTimeException e) {
      throw refusal(
          flag
              + " is "
              + text
              + "; expected a day like 2026-01-31 or a time like"
              + " 2026-01-31T14:00:00Z");
    }
  }

  private static InvalidSettingsException refusal(String message) {
    return new InvalidSettingsException(List.of(message));
  }
}
