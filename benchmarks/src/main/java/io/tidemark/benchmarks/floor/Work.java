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
    return rows("rows_", false, perEvent, bytes);
  }

  /** Reads the event, and writes rows that do not depend on it. */
  static Work decodeAndRows(double perEvent, int bytes) {
    return rows("decode_and_rows_", true, perEvent, bytes);
  }

  private static Work rows(String name, boolean decode, double perEvent, int bytes) {
    return new Work(
        name + Math.round(perEvent * 100) + "_percent_" + bytes + "_bytes",
        decode,
        perEvent,
        bytes,
        1 << 17);
  }
}
