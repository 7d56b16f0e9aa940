package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A day that is not in memory. Its header row is read once, for its totals and for all that its
 * tables are asked: RocksDB lets one reader of a store in at a time. For one question.
 */
final class StoredDay implements BucketView {
  private final Rows rows;
  private final TopScans scans;
  private final byte[] bucket;
  private final byte[] header;
  private final Map<Dimension, Optional<StoredTable>> tables = new EnumMap<>(Dimension.class);

  /**
   * A day of rows.
   *
   * @param bucket what its rows' keys begin with
   * @param header its header row
   */
  StoredDay(Rows rows, TopScans scans, byte[] bucket, byte[] header) {
    this.rows = rows;
    this.scans = scans;
    this.bucket = bucket;
    this.header = header;
  }

  /** The table of a dimension; null: it has no such values. */
  @Nullable StoredTable table(Dimension dimension) {
    return tables.computeIfAbsent(dimension, this::read).orElse(null);
  }

  @Override
  public BucketTotals totals() {
    return ownTotals().copy();
  }

  /** Its totals, the caller's own. */
  Totals ownTotals() {
    return StoredBuckets.totals(rows, bucket, BucketRows.readHead(new RowReader(header)));
  }

  @Override
  public TopValues top(Dimension dimension, int limit) {
    return source(dimension).top(limit);
  }

  @Override
  public long views(Dimension dimension, String value) {
    return source(dimension).views(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<ValueTotals> value(Dimension dimension, String value) {
    ValueCount found = source(dimension).find(value.getBytes(StandardCharsets.UTF_8));
    return Optional.ofNullable(found).map(count -> count.copy().toTotals());
  }

  private ValueSource source(Dimension dimension) {
    StoredTable table = table(dimension);
    return table == null ? ValueSource.EMPTY : table;
  }

  private Optional<StoredTable> read(Dimension dimension) {
    BucketRows.Table table = BucketRows.readDayTable(header, dimension.code());
    return table == null
        ? Optional.empty()
        : Optional.of(StoredTable.of(rows, scans, bucket, table, header));
  }
}
