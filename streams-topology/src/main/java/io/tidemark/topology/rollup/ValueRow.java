package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowReader;
import io.tidemark.topology.rows.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * Layout of a value's counts, in a row of its own or in the header row of a small bucket; * =
 * varint.
 *
 * <pre>
 *   | views* | n* | n × (hour, views*) | users |
 *   hour     the hour of the day, 0..24; only a day's paths have any
 *   users    nothing: none;  0x20 …, 0x21 …: UserSketch bytes;  0: they have a row of their own
 * </pre>
 */
final class ValueRow {
  private static final int USERS_APART = 0;

  private ValueRow() {}

  static RowWriter write(RowWriter row, ValueCount value, boolean usersApart) {
    row.varint(value.views).varint(value.hoursWithViews());
    for (int hour = 0; hour < ValueCount.HOURS; hour++) {
      long views = value.hour(hour);
      if (views > 0) {
        row.u8(hour).varint(views);
      }
    }
    return usersApart ? row.u8(USERS_APART) : value.writeUsers(row);
  }

  static ValueCount read(byte[] value, byte[] row) {
    ValueCount count = new ValueCount(value);
    RowReader in = new RowReader(row);
    count.views = in.varint();
    for (long hours = in.varint(); hours > 0; hours--) {
      count.addHour(in.u8(), in.varint());
    }
    if (in.hasMore()) {
      byte[] users = in.rest();
      if (users[0] == USERS_APART) {
        count.usersAreApart();
      } else {
        count.users(users(users));
      }
    }
    return count;
  }

  /** The count of the whole bucket alone. */
  static long readViews(byte[] row) {
    return new RowReader(row).varint();
  }

  static @Nullable UserSketch users(byte @Nullable [] row) {
    return row == null ? null : UserSketch.fromBytes(row);
  }
}
