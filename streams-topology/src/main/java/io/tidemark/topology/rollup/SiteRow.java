package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.SiteSummary;

/**
 * Layout of a site's row, version 1: {@code | 1 | oldest event ms* | newest event ms* |}, * =
 * varint.
 */
final class SiteRow {
  private static final int VERSION = 1;

  private SiteRow() {}

  static byte[] write(SiteSummary site) {
    return new RowWriter()
        .u8(VERSION)
        .varint(site.oldestEventMs())
        .varint(site.newestEventMs())
        .toBytes();
  }

  static SiteSummary read(String siteId, byte[] row) {
    RowReader in = new RowReader(row);
    int version = in.u8();
    if (version != VERSION) {
      throw new IllegalStateException("a site row has format " + version + "; expected " + VERSION);
    }
    return new SiteSummary(siteId, in.varint(), in.varint());
  }
}
