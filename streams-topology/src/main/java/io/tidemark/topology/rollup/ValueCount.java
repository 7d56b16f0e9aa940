package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value of a day's or all time's table, and its counts: the bucket's, and of a day's path also
 * each hour's. Guarded by its site.
 */
final class ValueCount extends SliceMap.Entry {
  /** Hours a day has at most, where clocks change. */
  static final int HOURS = 25;

  /** {@link #count} of the whole bucket, where others are an hour's. */
  static final int BUCKET = 31;

  private static final long[] NO_HOURS = new long[0];

  /** 0: the value was folded away, and its row (if it is stored) waits for its deletion. */
  long views;

  /** Whether a row of this value exists in the database. */
  boolean stored;

  /** Whether this differs from the row. */
  boolean dirty;

  /** The top lists it stands in: bit {@link #BUCKET} and one for each hour. */
  int listed;

  /** The hour added to last, and its views: here, so that adding to it touches this object only. */
  private int lastHour = -1;

  private long lastHourViews;

  /** Views of the other hours, from {@link #firstHour} on. */
  private long[] otherHours = NO_HOURS;

  private int firstHour;

  /**
   * Its only user's hash, if {@link #hasOnlyUser}: most values never have a second one, so a sketch
   * for one would be most of what they weigh.
   */
  private long onlyUser;

  private boolean hasOnlyUser;

  private @Nullable UserSketch users;

  /** Whether {@link #users} is what the database has, or newer. */
  private boolean usersKnown = true;

  /** Whether the users changed since they were written. */
  boolean usersDirty;

  /** Whether the users have a row of their own. */
  boolean usersStoredApart;

  ValueCount(byte[] value, int hash) {
    super(value, hash);
  }

  ValueCount(byte[] value) {
    this(value, SliceHash.of(value));
  }

  /** The views of the bucket, or of an hour. */
  long count(int slot) {
    return slot == BUCKET ? views : hour(slot);
  }

  long hour(int hour) {
    return hour == lastHour ? lastHourViews : otherHour(hour);
  }

  /** Adds to an hour's views. */
  void addHour(int hour, long more) {
    if (hour != lastHour) {
      turnTo(hour);
    }
    lastHourViews += more;
  }

  /** Number of hours with views. */
  int hoursWithViews() {
    int with = lastHourViews > 0 ? 1 : 0;
    for (long hour : otherHours) {
      with += hour == 0 ? 0 : 1;
    }
    return with;
  }

  void forgetHours() {
    otherHours = NO_HOURS;
    lastHour = -1;
    lastHourViews = 0;
  }

  /** Whether this one ranks behind the other: fewer views, or as many and a later value. */
  boolean ranksBehind(ValueCount other, int slot) {
    long mine = count(slot);
    long theirs = other.count(slot);
    return mine != theirs ? mine < theirs : Arrays.compareUnsigned(value, other.value) > 0;
  }

  boolean usersKnown() {
    return usersKnown;
  }

  /** Its users; null: none, or not {@link #usersKnown known}. Not to be changed. */
  @Nullable UserSketch users() {
    return hasOnlyUser ? UserSketch.smallOf(onlyUser) : users;
  }

  /** Writes the stored form of its {@link #users}; nothing if there are none. */
  RowWriter writeUsers(RowWriter row) {
    UserSketch set = users;
    if (hasOnlyUser) {
      return row.onlyUser(onlyUser);
    }
    return set == null ? row : row.users(set);
  }

  /** Its users are in a row of their own that was not read. */
  void usersAreApart() {
    usersKnown = false;
    usersStoredApart = true;
  }

  /** The users are these; null: none. */
  void users(@Nullable UserSketch read) {
    users = read;
    hasOnlyUser = false;
    usersKnown = true;
  }

  void addUser(long userHash) {
    UserSketch set = users;
    if (set != null) {
      usersDirty |= set.add(userHash);
    } else if (!hasOnlyUser) {
      onlyUser = userHash;
      hasOnlyUser = true;
      usersDirty = true;
    } else if (onlyUser != userHash) {
      usersDirty |= ownUsers().add(userHash);
    }
  }

  void addUsers(UserSketch more) {
    ownUsers().union(more);
    usersDirty = true;
  }

  String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  ValueViews toValueViews(int slot) {
    return new ValueViews(text(), count(slot));
  }

  /** The bucket's views and users, the caller's own. */
  ValueCount copy() {
    ValueCount copy = new ValueCount(value, hash);
    copy.views = views;
    copy.users = users == null ? users() : users.copy();
    return copy;
  }

  /** The bucket's views and users; the users are this object's. */
  ValueTotals toTotals() {
    UserSketch set = users();
    return new ValueTotals(views, set == null ? UserSketch.small() : set);
  }

  private UserSketch ownUsers() {
    UserSketch set = users;
    if (set == null) {
      set = hasOnlyUser ? UserSketch.smallOf(onlyUser) : UserSketch.small();
      users = set;
      hasOnlyUser = false;
    }
    return set;
  }

  private long otherHour(int hour) {
    int at = hour - firstHour;
    return at >= 0 && at < otherHours.length ? otherHours[at] : 0;
  }

  private void turnTo(int hour) {
    if (lastHour >= 0) {
      makeRoom(lastHour);
      otherHours[lastHour - firstHour] = lastHourViews;
    }
    lastHour = hour;
    lastHourViews = otherHour(hour);
    if (lastHourViews > 0) {
      otherHours[hour - firstHour] = 0;
    }
  }

  private void makeRoom(int hour) {
    int at = hour - firstHour;
    if (otherHours.length == 0) {
      otherHours = new long[1];
      firstHour = hour;
    } else if (at < 0) {
      long[] more = new long[otherHours.length - at];
      System.arraycopy(otherHours, 0, more, -at, otherHours.length);
      otherHours = more;
      firstHour = hour;
    } else if (at >= otherHours.length) {
      int room = Math.min(otherHours.length * 2, HOURS - firstHour);
      otherHours = Arrays.copyOf(otherHours, Math.max(at + 1, room));
    }
  }
}
