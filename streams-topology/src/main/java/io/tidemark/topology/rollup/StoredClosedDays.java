package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All time without the open days, in rows. Of the header row the wanted table alone is read.
 *
 * @param bucket what its rows' keys begin with
 * @param header its header row
 * @param tables what was read of the header row
 */
record StoredClosedDays(
    Rows rows, TopScans scans, byte[] bucket, byte[] header, BucketRows.Tables tables)
    implements ClosedDays {

  @Override
  public Totals totals() {
    return StoredBuckets.totals(rows, bucket, tables.head());
  }

  @Override
  public @Nullable ValueSource values(Dimension dimension) {
    BucketRows.Table table = tables.table(dimension.code());
    return table == null ? null : StoredTable.of(rows, scans, bucket, table, header);
  }

  @Override
  public List<Long> openDays() {
    return tables.openDays();
  }

  @Override
  public List<Long> daysWithoutTotals() {
    return tables.hasTotalsOfOpenDays() ? List.of() : tables.openDays();
  }
}
