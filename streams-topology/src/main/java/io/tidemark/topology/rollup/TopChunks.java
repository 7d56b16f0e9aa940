package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.List;

/**
 * Layout of a list of values in rows of bounded size, best first: a sealed top table; * = varint.
 *
 * <pre>
 *   chunk   | n* | n × (length*, UTF-8, views*) |      in the order of ValueViews.ORDER
 * </pre>
 */
final class TopChunks {
  /** Entries in the first chunk, so that the usual question reads few bytes. */
  private static final int FIRST_CHUNK_ENTRIES = 64;

  /** A chunk is closed when it has passed this size; no row of ours exceeds 256 KiB. */
  private static final int CHUNK_BYTES = 32 * 1024;

  private TopChunks() {}

  /**
   * Writes a list over another one.
   *
   * @param before number of rows of the other
   * @return number of rows of this one
   */
  static int write(
      Rows.Batch batch, byte[] bucket, int dimension, List<ValueViews> best, int before) {
    List<byte[]> chunks = cut(best);
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      batch.put(RowKeys.top(bucket, dimension, chunk), chunks.get(chunk));
    }
    for (int chunk = chunks.size(); chunk < before; chunk++) {
      batch.delete(RowKeys.top(bucket, dimension, chunk));
    }
    return chunks.size();
  }

  /** The first values, at least {@code limit} if there are so many. */
  static List<ValueViews> read(Rows rows, byte[] bucket, int dimension, int chunks, int limit) {
    List<ValueViews> best = new ArrayList<>();
    for (int chunk = 0; chunk < chunks && best.size() < limit; chunk++) {
      byte[] row = rows.get(RowKeys.top(bucket, dimension, chunk));
      if (row != null) {
        best.addAll(read(row));
      }
    }
    return best;
  }

  static List<byte[]> cut(List<ValueViews> best) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < best.size(); ) {
      int most = chunks.isEmpty() ? FIRST_CHUNK_ENTRIES : Integer.MAX_VALUE;
      RowWriter entries = new RowWriter();
      int to = from;
      while (to < best.size() && to - from < most && entries.size() < CHUNK_BYTES) {
        entries.text(best.get(to).value()).varint(best.get(to).views());
        to++;
      }
      chunks.add(new RowWriter().varint(to - from).raw(entries.toBytes()).toBytes());
      from = to;
    }
    return chunks;
  }

  static List<ValueViews> read(byte[] row) {
    RowReader in = new RowReader(row);
    int count = (int) in.varint();
    List<ValueViews> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(new ValueViews(in.text(), in.varint()));
    }
    return values;
  }
}
