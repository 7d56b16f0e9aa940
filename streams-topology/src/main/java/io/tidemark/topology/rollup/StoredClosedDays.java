package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All time without the open days, in rows. Of its tables the wanted one alone is read. */
final class StoredClosedDays implements ClosedDays {
  private final Rows rows;
  private final TopScans scans;
  private final byte[] bucket;
  private final byte[] header;
  private final BucketRows.Tables tables;

  /**
   * All time of rows.
   *
   * @param bucket what its rows' keys begin with
   * @param header its header row
   * @param dimension the code of the wanted table, or {@link BucketRows#NO_DIMENSION}
   */
  StoredClosedDays(Rows rows, TopScans scans, byte[] bucket, byte[] header, int dimension) {
    this.rows = rows;
    this.scans = scans;
    this.bucket = bucket;
    this.header = header;
    this.tables = BucketRows.readAllTime(header, dimension);
  }

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
