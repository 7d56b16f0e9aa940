package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.StoredFormatException;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A site's row, version 1; * = varint.
 *
 * <pre>
 *   | 1 | newest event ms + 1 * | oldest event ms * | accepted* | late* | duplicates* | bots | refused |
 *   bots, refused: n*, n × (length*, UTF-8 reason, count*);   newest 0: none was counted
 * </pre>
 *
 * @param summary empty if no event of the site was counted (there were bots only)
 */
record SiteRow(Optional<SiteSummary> summary, SiteQuality quality) {
  private static final int VERSION = 1;

  /** Its bytes, made in an empty row. */
  byte[] toBytes(RowWriter row) {
    row.u8(VERSION)
        .varint(summary.map(site -> site.newestEventMs() + 1).orElse(0L))
        .varint(summary.map(SiteSummary::oldestEventMs).orElse(0L))
        .varint(quality.accepted())
        .varint(quality.late())
        .varint(quality.duplicates());
    write(row, quality.bots());
    write(row, quality.refused());
    return row.toBytes();
  }

  static SiteRow read(String siteId, byte[] bytes) {
    RowReader in = new RowReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new StoredFormatException("a site row", version, VERSION);
    }
    long newest = in.varint() - 1;
    long oldest = in.varint();
    SiteQuality quality =
        new SiteQuality(in.varint(), in.varint(), in.varint(), counts(in), counts(in));
    return new SiteRow(
        newest < 0 ? Optional.empty() : Optional.of(new SiteSummary(siteId, oldest, newest)),
        quality);
  }

  private static void write(RowWriter row, Map<String, Long> counts) {
    row.varint(counts.size());
    if (!counts.isEmpty()) {
      new TreeMap<>(counts).forEach((reason, count) -> row.text(reason).varint(count));
    }
  }

  private static Map<String, Long> counts(RowReader in) {
    Map<String, Long> counts = new HashMap<>();
    for (long i = in.varint(); i > 0; i--) {
      counts.put(in.text(), in.varint());
    }
    return counts;
  }
}
