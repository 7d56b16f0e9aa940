package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Utf8Order;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ValueViews;
import org.jspecify.annotations.Nullable;

/** A value of a table held in memory, and its counts. Guarded by its bucket. */
final class ValueCount {
  /** Not in the top table. */
  static final int NOT_IN_TOP = -1;

  final String value;

  /** 0: the value was folded away, and its row (if it is stored) waits for its deletion. */
  long views;

  /** Whether a row of this value exists in the database. */
  boolean stored;

  /** Whether this differs from the row. */
  boolean dirty;

  /** Position in the {@link TopTable}. */
  int topIndex = NOT_IN_TOP;

  /** The value's users, a small set; null: none, or not {@link #usersKnown}. */
  private @Nullable UserSketch users;

  /** Whether {@link #users} is what the row has, or newer; a top table's row has no users. */
  private boolean usersKnown;

  ValueCount(String value, long views, @Nullable UserSketch users, boolean stored) {
    this.value = value;
    this.views = views;
    this.users = users;
    this.usersKnown = true;
    this.stored = stored;
  }

  /** A stored value whose users are still to be read from its row. */
  static ValueCount withoutItsUsers(String value, long views) {
    ValueCount count = new ValueCount(value, views, null, true);
    count.usersKnown = false;
    return count;
  }

  /** Whether this one ranks behind the other: fewer views, or as many and a later value. */
  boolean ranksBehind(ValueCount other) {
    return views != other.views ? views < other.views : Utf8Order.compare(value, other.value) > 0;
  }

  boolean usersKnown() {
    return usersKnown;
  }

  @Nullable UserSketch users() {
    return users;
  }

  /** The users are these; null: none. */
  void users(@Nullable UserSketch users) {
    this.users = users;
    this.usersKnown = true;
  }

  void forgetUsers() {
    users(null);
  }

  void addUser(long userHash) {
    UserSketch set = users;
    if (set == null) {
      set = UserSketch.small();
      users = set;
    }
    set.add(userHash);
  }

  ValueViews toValueViews() {
    return new ValueViews(value, views);
  }

  ValueTotals toTotals() {
    return new ValueTotals(views, users == null ? UserSketch.small() : users.copy());
  }
}
