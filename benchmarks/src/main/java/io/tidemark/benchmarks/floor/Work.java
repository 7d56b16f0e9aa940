package io.tidemark.benchmarks.floor;

/**
 * What a floor topology does with each event.
 *
 * @param name in the figures' keys
 * @param decode whether it reads the event's fields
 * @param rowsPerEvent rows that a flush writes for each event since the flush before, about
 * @param rowBytes bytes of a row's value
 * @param hotRows different rows of one partition; they are written again and again
 */
public record Work(String name, boolean decode, double rowsPerEvent, int rowBytes, int hotRows) {
  static final Work NOTHING = new Work("noop", false, 0, 0, 1);

  /** Reads the event and does nothing with it. */
  public static final Work DECODE = new Work("decode", true, 0, 0, 1);

  static Work rows(double perEvent, int bytes) {
    return new Work(
        "rows_" + Math.round(perEvent * 100) + "_percent_" + bytes + "_bytes",
        false,
        perEvent,
        bytes,
        1 << 17);
  }
}
