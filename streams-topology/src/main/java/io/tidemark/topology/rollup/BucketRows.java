package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layout of the header rows, version 2, all time's 3 (keys: {@link RowKeys}, values: {@link
 * ValueRow}, top chunks: {@link TopChunks}); * = varint.
 *
 * <pre>
 *   head      | version | flags | views* | events* | users: length*, bytes |
 *             flags: bit 0 users have a row of their own (then their length here is 0)
 *   minute    | head | other views* | fold error* | chunks* | n* | n × (length*, UTF-8, views*) |
 *             chunks: rows that hold the paths, if they are too many for this one (then n is 0)
 *   hour      | head | sealed | top chunks* | distinct* | other views* | fold error* |
 *             what each path had in the hour stands in the path's row of the day
 *   day       | head | table | table | …
 *   all time  | head | n* | n × start in minutes* | table | table | …
 *             the days that are not yet in all time; version 2: their totals are in its, their
 *             values are not
 *   table     | dimension | flags | distinct* | other views* | fold error* | top chunks* | values
 *             flags: bit 0 split, bit 1 sealed;
 *             values, only if not split: distinct × (length*, UTF-8, value: length*, bytes)
 * </pre>
 */
final class BucketRows {
  /** Most values of a table that stand in a header row of a day. */
  static final int SMALL_VALUES = 64;

  /**
   * Most bytes of a header row of a day. An event costs a row for each of its values where they
   * have rows of their own, a dozen, and as much as that do 8 KiB that are written again for it.
   */
  static final int SMALL_BYTES = 8192;

  private static final int VERSION = 2;
  private static final int ALL_TIME_VERSION = 3;
  private static final int USERS_APART = 1;
  private static final int SPLIT = 1;
  private static final int SEALED = 2;
  private static final int ALL_DIMENSIONS = -1;

  /** Where a dimension's code is asked for: of none. */
  static final int NO_DIMENSION = -2;

  private BucketRows() {}

  /**
   * What every header row begins with.
   *
   * @param users null: they have a row of their own
   */
  record Head(long views, long events, @Nullable UserSketch users) {}

  /** A table read back; its values are there only if it is not split. */
  record Table(int dimension, TableHeader header, List<ValueCount> values) {}

  /** An hour's header row. */
  record Hour(Head head, TableHeader paths) {}

  /**
   * The header row of a day or of all time.
   *
   * @param openDays starts, epoch milliseconds, of the days that are not yet in this; a day has
   *     none
   * @param hasTotalsOfOpenDays whether all but their values is; the version before wrote it so
   */
  record Tables(Head head, List<Long> openDays, boolean hasTotalsOfOpenDays, List<Table> tables) {
    @Nullable Table table(int dimension) {
      for (Table table : tables) {
        if (table.dimension() == dimension) {
          return table;
        }
      }
      return null;
    }
  }

  /** How the header row of a day, an hour or a minute begins, written into an empty row. */
  static RowWriter head(RowWriter row, Totals totals) {
    return head(row, VERSION, totals);
  }

  /** How the header row of all time begins, written into an empty row. */
  static RowWriter headOfAllTime(RowWriter row, Totals totals, List<Long> openDays) {
    head(row, ALL_TIME_VERSION, totals).varint(openDays.size());
    openDays.forEach(start -> row.varint(start / 60_000));
    return row;
  }

  private static RowWriter head(RowWriter row, int version, Totals totals) {
    row.u8(version)
        .u8(totals.usersApart ? USERS_APART : 0)
        .varint(totals.views)
        .varint(totals.events);
    return totals.usersApart
        ? row.varint(0)
        : row.varint(totals.users.storedBytes()).users(totals.users);
  }

  static Head readHead(RowReader in) {
    readVersion(in);
    return readTotals(in);
  }

  private static Head readTotals(RowReader in) {
    boolean usersApart = (in.u8() & USERS_APART) != 0;
    long views = in.varint();
    long events = in.varint();
    byte[] users = in.block();
    return new Head(views, events, usersApart ? null : UserSketch.fromBytes(users));
  }

  private static void skipHead(RowReader in) {
    readVersion(in);
    in.u8();
    in.varint();
    in.varint();
    in.skipBlock();
  }

  private static void readVersion(RowReader in) {
    int version = in.u8();
    if (version != VERSION) {
      throw unknown(version, VERSION);
    }
  }

  private static StoredFormatException unknown(int version, int expected) {
    return new StoredFormatException("a bucket row", version, expected);
  }

  static byte[] hour(RowWriter row, Totals totals, TableHeader paths) {
    return head(row, totals)
        .u8(paths.sealed() ? 1 : 0)
        .varint(paths.topChunks())
        .varint(paths.distinct())
        .varint(paths.otherViews())
        .varint(paths.foldError())
        .toBytes();
  }

  static Hour readHour(byte[] row) {
    RowReader in = new RowReader(row);
    Head head = readHead(in);
    boolean sealed = in.u8() != 0;
    int topChunks = (int) in.varint();
    return new Hour(
        head,
        new TableHeader(true, sealed, topChunks, (int) in.varint(), in.varint(), in.varint()));
  }

  /** How a table begins; each {@link #value} of it must follow if it is not split. */
  static RowWriter table(RowWriter row, int dimension, TableHeader header) {
    return row.u8(dimension)
        .u8((header.split() ? SPLIT : 0) | (header.sealed() ? SEALED : 0))
        .varint(header.distinct())
        .varint(header.otherViews())
        .varint(header.foldError())
        .varint(header.topChunks());
  }

  /** A value of a table that is not split. */
  static RowWriter value(RowWriter row, ValueCount value) {
    int start = row.block(value.value).beginBlock();
    ValueRow.write(row, value, false);
    return row.endBlock(start);
  }

  static Tables readDay(byte[] row) {
    RowReader in = new RowReader(row);
    return new Tables(readHead(in), List.of(), false, readTables(in, ALL_DIMENSIONS));
  }

  /** One table of a day, without looking closer at the others; null: there is none. */
  static @Nullable Table readDayTable(byte[] row, int dimension) {
    RowReader in = new RowReader(row);
    skipHead(in);
    List<Table> tables = readTables(in, dimension);
    return tables.isEmpty() ? null : tables.get(0);
  }

  static Tables readAllTime(byte[] row) {
    return readAllTime(row, ALL_DIMENSIONS);
  }

  /** With the table of one dimension, if there is one. */
  static Tables readAllTime(byte[] row, int dimension) {
    RowReader in = new RowReader(row);
    int version = in.u8();
    if (version != ALL_TIME_VERSION && version != VERSION) {
      throw unknown(version, ALL_TIME_VERSION);
    }
    Head head = readTotals(in);
    List<Long> openDays = new ArrayList<>();
    for (long days = in.varint(); days > 0; days--) {
      openDays.add(in.varint() * 60_000);
    }
    return new Tables(head, openDays, version != ALL_TIME_VERSION, readTables(in, dimension));
  }

  private static List<Table> readTables(RowReader in, int wanted) {
    List<Table> tables = new ArrayList<>();
    while (in.hasMore()) {
      int dimension = in.u8();
      boolean isWanted = wanted == ALL_DIMENSIONS || wanted == dimension;
      Table table = readTable(in, dimension, isWanted);
      if (isWanted) {
        tables.add(table);
      }
    }
    return tables;
  }

  private static Table readTable(RowReader in, int dimension, boolean withValues) {
    int flags = in.u8();
    boolean split = (flags & SPLIT) != 0;
    int distinct = (int) in.varint();
    long otherViews = in.varint();
    long foldError = in.varint();
    int topChunks = (int) in.varint();
    List<ValueCount> values = new ArrayList<>();
    for (int i = 0; !split && i < distinct; i++) {
      if (withValues) {
        values.add(ValueRow.read(in.block(), in.block()));
      } else {
        in.skipBlock();
        in.skipBlock();
      }
    }
    boolean sealed = (flags & SEALED) != 0;
    return new Table(
        dimension,
        new TableHeader(split, sealed, topChunks, distinct, otherViews, foldError),
        values);
  }
}
