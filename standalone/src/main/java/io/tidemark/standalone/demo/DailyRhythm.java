package io.tidemark.standalone.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;

/** How busy an hour of a day is: quiet nights, a peak in the evening, less at weekends (UTC). */
final class DailyRhythm {
  private static final double[] BY_HOUR = {
    0.35, 0.25, 0.20, 0.18, 0.20, 0.30, 0.50, 0.80, 1.10, 1.30, 1.40, 1.40,
    1.30, 1.30, 1.35, 1.35, 1.30, 1.30, 1.40, 1.60, 1.70, 1.55, 1.10, 0.65
  };
  private static final double WEEKEND = 0.7;

  /** Traffic at an instant, as a multiple of a working day's average. */
  static double at(Instant instant) {
    var time = instant.atZone(ZoneOffset.UTC);
    DayOfWeek day = time.getDayOfWeek();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    return BY_HOUR[time.getHour()] * (weekend ? WEEKEND : 1);
  }

  private DailyRhythm() {}
}
