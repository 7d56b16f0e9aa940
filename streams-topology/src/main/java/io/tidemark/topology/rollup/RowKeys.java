package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Layout of the row keys, version 1. All numbers are unsigned and big-endian, so that keys sort as
 * drawn.
 *
 * <pre>
 *   site row     | 1 | 0     | site_id |
 *   removal row  | 1 | 5     | site_id |
 *   progress row | 1 | 6     |
 *   parts row    | 1 | 7     | site_id |
 *   carry row    | 1 | 9     |
 *   carried site | 1 | 9     | site_id |
 *   bucket rows  | 1 | level | start (4) | site_id | 0 | kind | rest
 *                                                        ├ 0   header: totals; in a small bucket everything
 *                                                        ├ 1   users of a split bucket
 *                                                        ├ 2   | dimension | chunk |   the sealed top table; a minute's paths
 *                                                        ├ 3   | dimension | value |   one value's counts
 *                                                        ├ 4   | dimension | value |   its users, if many
 *                                                        └ 5   ten minutes from start on, see {@link MinuteRows}
 * </pre>
 *
 * <p>{@code level} is 1 minute, 2 hour, 3 day, 4 all time; {@code start} is minutes since the
 * epoch; {@code site_id} is UTF-8 without NUL (the codec refuses control characters), so the 0 ends
 * it. Of a site that was removed n times, bucket rows have {@code site_id | 1 | n in ASCII digits}
 * for {@code site_id}, see {@link RemovedSites}. A bucket's rows are one contiguous range, but for
 * a minute's part of a row of ten; so are all rows of a level that are older than an instant.
 * Values stand in the key as they are: neighbours share prefixes, which RocksDB stores once, and
 * nothing can collide.
 */
final class RowKeys {
  private static final int VERSION = 1;
  private static final int SITES = 0;
  private static final int REMOVALS = 5;
  private static final int PROGRESS = 6;
  private static final int CARRY = 9;
  private static final int PARTS = 7;
  private static final int HEADER = 0;
  private static final int USERS = 1;
  private static final int TOP = 2;
  private static final int VALUE = 3;
  private static final int USERS_OF_VALUE = 4;
  private static final int TEN_MINUTES = 5;

  /** Where a bucket's key names its site. */
  private static final int NAME_AT = 6;

  private RowKeys() {}

  static byte[] site(String siteId) {
    return new RowWriter().u8(VERSION).u8(SITES).raw(utf8(siteId)).toBytes();
  }

  static byte[] progress() {
    return new byte[] {VERSION, PROGRESS};
  }

  /** The row of {@link Carry}. */
  static byte[] carry() {
    return new byte[] {VERSION, CARRY};
  }

  /** Marks a site whose rows were carried over from another generation. */
  static byte[] carried(String siteId) {
    return new RowWriter().u8(VERSION).u8(CARRY).raw(utf8(siteId)).toBytes();
  }

  static byte[] sitesFrom() {
    return new byte[] {VERSION, SITES};
  }

  static byte[] sitesTo() {
    return new byte[] {VERSION, SITES + 1};
  }

  static byte[] parts(String siteId) {
    return new RowWriter().u8(VERSION).u8(PARTS).raw(utf8(siteId)).toBytes();
  }

  static byte[] partsFrom() {
    return new byte[] {VERSION, PARTS};
  }

  static byte[] partsTo() {
    return new byte[] {VERSION, PARTS + 1};
  }

  /** The site in the key of its site row, removal row or parts row. */
  static String siteOf(byte[] siteRowKey) {
    return new String(siteRowKey, 2, siteRowKey.length - 2, StandardCharsets.UTF_8);
  }

  static byte[] removal(String siteId) {
    return new RowWriter().u8(VERSION).u8(REMOVALS).raw(utf8(siteId)).toBytes();
  }

  static byte[] removalsFrom() {
    return new byte[] {VERSION, REMOVALS};
  }

  static byte[] removalsTo() {
    return new byte[] {VERSION, REMOVALS + 1};
  }

  /** The first key a level's bucket of this start may have. */
  static byte[] levelFrom(Level level, long startMs) {
    return new RowWriter().u8(VERSION).u8(code(level)).u32(startMs / 60_000).toBytes();
  }

  /** The level of a bucket's row; null: the key is not of a bucket. */
  static @Nullable Level levelOf(byte[] key) {
    if (key.length < NAME_AT || key[0] != VERSION) {
      return null;
    }
    for (Level level : Level.values()) {
      if (key[1] == code(level)) {
        return level;
      }
    }
    return null;
  }

  /** The start of a bucket's row, epoch milliseconds. */
  static long startOf(byte[] bucketKey) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(bucketKey).getInt(2)) * 60_000;
  }

  /** What a bucket's row calls its site; see {@link RemovalRow#name}. */
  static String nameOf(byte[] bucketKey) {
    int end = NAME_AT;
    while (end < bucketKey.length && bucketKey[end] != 0) {
      end++;
    }
    return new String(bucketKey, NAME_AT, end - NAME_AT, StandardCharsets.UTF_8);
  }

  static boolean isSite(byte[] key) {
    return isKind(key, SITES);
  }

  static boolean isRemoval(byte[] key) {
    return isKind(key, REMOVALS);
  }

  static boolean isProgress(byte[] key) {
    return isKind(key, PROGRESS);
  }

  private static boolean isKind(byte[] key, int kind) {
    return key.length >= 2 && key[0] == VERSION && key[1] == kind;
  }

  /** What all keys of a bucket begin with. */
  static byte[] bucket(BucketKey key) {
    return bucket(key.level(), key.startMs(), utf8(key.siteId()));
  }

  static byte[] bucket(Level level, long startMs, byte[] siteId) {
    return new RowWriter()
        .u8(VERSION)
        .u8(code(level))
        .u32(startMs / 60_000)
        .raw(siteId)
        .u8(0)
        .toBytes();
  }

  static byte[] header(byte[] bucket) {
    return extend(bucket, HEADER);
  }

  /** Several of a site's minutes, from this start on. */
  static byte[] tenMinutes(byte[] siteId, long startMs) {
    return extend(bucket(Level.MINUTE, startMs, siteId), TEN_MINUTES);
  }

  static byte[] users(byte[] bucket) {
    return extend(bucket, USERS);
  }

  static byte[] top(byte[] bucket, int dimension, int chunk) {
    return extend(bucket, TOP, dimension, chunk >>> 8, chunk);
  }

  static byte[] value(byte[] bucket, int dimension, byte[] value) {
    return ofValue(bucket, VALUE, dimension, value);
  }

  static byte[] usersOfValue(byte[] bucket, int dimension, byte[] value) {
    return ofValue(bucket, USERS_OF_VALUE, dimension, value);
  }

  static byte[] valuesFrom(byte[] bucket, int dimension) {
    return extend(bucket, VALUE, dimension);
  }

  static byte[] valuesTo(byte[] bucket, int dimension) {
    return extend(bucket, VALUE, dimension + 1);
  }

  static byte[] valueOf(byte[] bucket, byte[] valueKey) {
    return Arrays.copyOfRange(valueKey, bucket.length + 2, valueKey.length);
  }

  private static int code(Level level) {
    return switch (level) {
      case MINUTE -> 1;
      case HOUR -> 2;
      case DAY -> 3;
      case ALL -> 4;
    };
  }

  private static byte[] ofValue(byte[] bucket, int kind, int dimension, byte[] value) {
    byte[] key = Arrays.copyOf(bucket, bucket.length + 2 + value.length);
    key[bucket.length] = (byte) kind;
    key[bucket.length + 1] = (byte) dimension;
    System.arraycopy(value, 0, key, bucket.length + 2, value.length);
    return key;
  }

  private static byte[] extend(byte[] bucket, int... tail) {
    byte[] key = Arrays.copyOf(bucket, bucket.length + tail.length);
    for (int i = 0; i < tail.length; i++) {
      key[bucket.length + i] = (byte) tail[i];
    }
    return key;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
