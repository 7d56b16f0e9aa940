package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.StoredFormatException;
import io.tidemark.topology.view.SiteSummary;
import java.util.Optional;

/**
 * What is kept of a site's removals, version 1; * = varint.
 *
 * <pre>
 *   | 1 | generation* | purged* | removed ms* | oldest event ms* | newest event ms + 1 * |
 * </pre>
 *
 * @param generation how often the site was removed; what is counted now has this number in its keys
 * @param purged the generations below this one have no rows any more; at most {@code generation}
 * @param removedMs arrival of the last removal
 * @param oldestMs oldest event time of the generations that may have rows; only if {@code newestMs}
 *     is not -1
 * @param newestMs newest event time of them; -1: they have none
 */
record RemovalRow(long generation, long purged, long removedMs, long oldestMs, long newestMs) {
  static final RemovalRow NONE = new RemovalRow(0, 0, 0, 0, -1);

  private static final int VERSION = 1;

  /** Ends a site's id in the keys of a later generation; no id has a control character. */
  private static final char MARK = '\u0001';

  /** The state after another removal. */
  RemovalRow again(long arrivalMs, Optional<SiteSummary> site) {
    long oldest = newestMs < 0 ? Long.MAX_VALUE : oldestMs;
    long least = Math.min(oldest, site.map(SiteSummary::oldestEventMs).orElse(Long.MAX_VALUE));
    long most = Math.max(newestMs, site.map(SiteSummary::newestEventMs).orElse(-1L));
    return new RemovalRow(generation + 1, purged, arrivalMs, most < 0 ? 0 : least, most);
  }

  /** The state when no generation but the last has rows. */
  RemovalRow whenPurged() {
    return new RemovalRow(generation, generation, removedMs, 0, -1);
  }

  boolean isPurged() {
    return purged == generation;
  }

  /** What a generation's rows call the site. */
  static String name(String siteId, long generation) {
    return generation == 0 ? siteId : siteId + MARK + generation;
  }

  byte[] toBytes() {
    return new RowWriter()
        .u8(VERSION)
        .varint(generation)
        .varint(purged)
        .varint(removedMs)
        .varint(oldestMs)
        .varint(newestMs + 1)
        .toBytes();
  }

  static RemovalRow read(byte[] bytes) {
    RowReader in = new RowReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new StoredFormatException("a removed site's row", version, VERSION);
    }
    return new RemovalRow(in.varint(), in.varint(), in.varint(), in.varint(), in.varint() - 1);
  }
}
