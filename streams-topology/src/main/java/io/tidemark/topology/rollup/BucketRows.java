package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a bucket's rows, version 1 (keys: {@link RowKeys}); * = varint.
 *
 * <pre>
 *   header row  | 1 | flags | views* | events* | users: length*, bytes | table | table | …
 *               flags: bit 0 users have a row of their own (then their length here is 0)
 *   table       | dimension | flags | distinct* | other views* | fold error* | top chunks* | values
 *               flags: bit 0 split, bit 1 sealed;
 *               values, only if not split: distinct × (length*, UTF-8, views*, users: length*, bytes)
 *   users row   | UserSketch bytes |
 *   top chunk   | n* | n × (length*, UTF-8, views*) |      in the order of ValueViews.ORDER
 *   value row   | views* | small UserSketch bytes, if any |
 * </pre>
 */
final class BucketRows {
  /** Most values of a table, and most bytes of all, that stand in the header row. */
  static final int SMALL_VALUES = 64;

  static final int SMALL_BYTES = 4096;

  /** Entries in the first chunk of a top table, so that the usual question reads few bytes. */
  private static final int FIRST_CHUNK_ENTRIES = 64;

  /** A chunk is closed when it has passed this size; no row of ours exceeds 256 KiB. */
  private static final int CHUNK_BYTES = 32 * 1024;

  private static final int VERSION = 1;
  private static final int USERS_APART = 1;
  private static final int SPLIT = 1;
  private static final int SEALED = 2;
  private static final byte[] NOTHING = new byte[0];

  private BucketRows() {}

  /** A value and its counts as they stand in a row. */
  record StoredValue(String value, long views, @Nullable UserSketch users) {
    ValueViews toValueViews() {
      return new ValueViews(value, views);
    }
  }

  /** A table read back; its values are there only if it is not split. */
  record Table(TableHeader header, List<StoredValue> values) {}

  /**
   * A header row read back.
   *
   * @param users null: they have a row of their own
   */
  record Header(long views, long events, @Nullable UserSketch users, List<Table> tables) {
    Optional<Table> table(int dimension) {
      return tables.stream().filter(table -> table.header().dimension() == dimension).findFirst();
    }
  }

  /**
   * A header row.
   *
   * @param users null: they have a row of their own
   * @param tables each as {@link #table} makes it
   */
  static byte[] header(long views, long events, byte @Nullable [] users, List<byte[]> tables) {
    RowWriter row =
        new RowWriter()
            .u8(VERSION)
            .u8(users == null ? USERS_APART : 0)
            .varint(views)
            .varint(events)
            .block(users == null ? NOTHING : users);
    tables.forEach(row::raw);
    return row.toBytes();
  }

  /** A table as it stands in the header row; {@code values} must be all if it is not split. */
  static byte[] table(TableHeader header, Iterable<ValueCount> values) {
    RowWriter row =
        new RowWriter()
            .u8(header.dimension())
            .u8((header.split() ? SPLIT : 0) | (header.sealed() ? SEALED : 0))
            .varint(header.distinct())
            .varint(header.otherViews())
            .varint(header.foldError())
            .varint(header.topChunks());
    if (!header.split()) {
      for (ValueCount value : values) {
        row.text(value.value).varint(value.views).block(bytes(value.users()));
      }
    }
    return row.toBytes();
  }

  static Header readHeader(byte[] row) {
    RowReader in = new RowReader(row);
    int version = in.u8();
    if (version != VERSION) {
      throw new IllegalStateException(
          "a bucket row has format " + version + "; expected " + VERSION);
    }
    boolean usersApart = (in.u8() & USERS_APART) != 0;
    long views = in.varint();
    long events = in.varint();
    byte[] users = in.block();
    List<Table> tables = new ArrayList<>();
    while (in.hasMore()) {
      tables.add(readTable(in));
    }
    return new Header(views, events, usersApart ? null : UserSketch.fromBytes(users), tables);
  }

  private static Table readTable(RowReader in) {
    int dimension = in.u8();
    int flags = in.u8();
    boolean split = (flags & SPLIT) != 0;
    int distinct = (int) in.varint();
    long otherViews = in.varint();
    long foldError = in.varint();
    int topChunks = (int) in.varint();
    TableHeader header =
        new TableHeader(
            dimension, split, (flags & SEALED) != 0, topChunks, distinct, otherViews, foldError);
    List<StoredValue> values = new ArrayList<>();
    for (int i = 0; !split && i < distinct; i++) {
      values.add(new StoredValue(in.text(), in.varint(), users(in.block())));
    }
    return new Table(header, values);
  }

  static byte[] value(ValueCount value) {
    return new RowWriter().varint(value.views).raw(bytes(value.users())).toBytes();
  }

  static StoredValue readValue(String value, byte[] row) {
    RowReader in = new RowReader(row);
    return new StoredValue(value, in.varint(), users(in.rest()));
  }

  /** The count alone. */
  static long readViews(byte[] row) {
    return new RowReader(row).varint();
  }

  /** Cuts a top table into rows. */
  static List<byte[]> topChunks(List<ValueViews> top) {
    List<byte[]> chunks = new ArrayList<>();
    for (int from = 0; from < top.size(); ) {
      int most = chunks.isEmpty() ? FIRST_CHUNK_ENTRIES : Integer.MAX_VALUE;
      RowWriter entries = new RowWriter();
      int to = from;
      while (to < top.size() && to - from < most && entries.size() < CHUNK_BYTES) {
        entries.text(top.get(to).value()).varint(top.get(to).views());
        to++;
      }
      chunks.add(new RowWriter().varint(to - from).raw(entries.toBytes()).toBytes());
      from = to;
    }
    return chunks;
  }

  static List<ValueViews> readTopChunk(byte[] row) {
    RowReader in = new RowReader(row);
    int count = (int) in.varint();
    List<ValueViews> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(new ValueViews(in.text(), in.varint()));
    }
    return values;
  }

  private static byte[] bytes(@Nullable UserSketch users) {
    return users == null ? NOTHING : users.toBytes();
  }

  private static @Nullable UserSketch users(byte[] bytes) {
    return bytes.length == 0 ? null : UserSketch.fromBytes(bytes);
  }
}
