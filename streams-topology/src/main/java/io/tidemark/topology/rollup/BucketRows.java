package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.PathViews;
import java.util.ArrayList;
import java.util.List;

/**
 * Layout of a bucket's rows, version 1 (keys: {@link RowKeys}).
 *
 * <pre>
 *   header row  | 1 | flags | views* | events* | other views* | fold error* | distinct* | top chunks* | small part
 *               flags: bit 0 split, bit 1 sealed;  * = varint
 *   small part  (only if not split)  | users: length*, bytes | distinct × (length*, UTF-8, views*) |
 *   users row   | UserSketch bytes |
 *   top chunk   | n* | n × (length*, UTF-8, views*) |     in the order of PathViews.ORDER, across chunks
 *   value row   | views* |
 * </pre>
 */
final class BucketRows {
  /** Most values, and most bytes, of a bucket that is one row. */
  static final int SMALL_VALUES = 64;

  static final int SMALL_BYTES = 4096;

  /** Entries in the first chunk of a top table, so that the usual question reads few bytes. */
  private static final int FIRST_CHUNK_ENTRIES = 64;

  /** A chunk is closed when it has passed this size; no row of ours exceeds 256 KiB. */
  private static final int CHUNK_BYTES = 32 * 1024;

  private static final int VERSION = 1;
  private static final int SPLIT = 1;
  private static final int SEALED = 2;

  private BucketRows() {}

  /** A header row read back. The small part is there only if the header is not split. */
  record Header(BucketHeader header, UserSketch users, List<PathViews> values) {}

  static byte[] splitHeader(BucketHeader header) {
    return head(header).toBytes();
  }

  static byte[] smallHeader(BucketHeader header, UserSketch users, Iterable<PathViews> values) {
    RowWriter row = head(header).block(users.toBytes());
    values.forEach(value -> row.text(value.path()).varint(value.views()));
    return row.toBytes();
  }

  static Header readHeader(byte[] row) {
    RowReader in = new RowReader(row);
    int version = in.u8();
    if (version != VERSION) {
      throw new IllegalStateException(
          "a bucket row has format " + version + "; expected " + VERSION);
    }
    int flags = in.u8();
    boolean split = (flags & SPLIT) != 0;
    long views = in.varint();
    long events = in.varint();
    long otherViews = in.varint();
    long foldError = in.varint();
    int distinct = (int) in.varint();
    int topChunks = (int) in.varint();
    BucketHeader header =
        new BucketHeader(
            split,
            (flags & SEALED) != 0,
            topChunks,
            views,
            events,
            distinct,
            otherViews,
            foldError);
    if (split) {
      return new Header(header, new UserSketch(), List.of());
    }
    UserSketch users = UserSketch.fromBytes(in.block());
    return new Header(header, users, readValues(in, distinct));
  }

  /** Cuts a top table into rows. */
  static List<byte[]> topChunks(List<PathViews> top) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < top.size(); ) {
      int most = chunks.isEmpty() ? FIRST_CHUNK_ENTRIES : Integer.MAX_VALUE;
      RowWriter entries = new RowWriter();
      int to = from;
      while (to < top.size() && to - from < most && entries.size() < CHUNK_BYTES) {
        entries.text(top.get(to).path()).varint(top.get(to).views());
        to++;
      }
      chunks.add(new RowWriter().varint(to - from).raw(entries.toBytes()).toBytes());
      from = to;
    }
    return chunks;
  }

  static List<PathViews> readTopChunk(byte[] row) {
    RowReader in = new RowReader(row);
    return readValues(in, (int) in.varint());
  }

  private static RowWriter head(BucketHeader header) {
    return new RowWriter()
        .u8(VERSION)
        .u8((header.split() ? SPLIT : 0) | (header.sealed() ? SEALED : 0))
        .varint(header.views())
        .varint(header.events())
        .varint(header.otherViews())
        .varint(header.foldError())
        .varint(header.distinct())
        .varint(header.topChunks());
  }

  private static List<PathViews> readValues(RowReader in, int count) {
    List<PathViews> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(new PathViews(in.text(), in.varint()));
    }
    return values;
  }
}
