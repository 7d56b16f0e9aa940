package io.tidemark.topology.rollup;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.BucketTotals;
import java.util.List;

/** Views, events and users of a bucket in memory. Guarded by its site. */
final class Totals {
  final UserSketch users;
  long views;
  long events;

  /** Whether the users stand in a row of their own. */
  boolean usersApart;

  /** Whether the users changed since they were written. */
  boolean usersDirty;

  Totals() {
    this(0, 0, new UserSketch(), false);
  }

  Totals(long views, long events, UserSketch users, boolean usersApart) {
    this.views = views;
    this.events = events;
    this.users = users;
    this.usersApart = usersApart;
  }

  void add(Hit hit) {
    views += hit.views;
    events += hit.events;
    if (hit.hasUser && users.add(hit.userHash)) {
      usersDirty = true;
    }
  }

  /** Adds another bucket's. */
  void add(Totals more) {
    views += more.views;
    events += more.events;
    users.union(more.users);
    usersDirty = true;
  }

  /** The sum of buckets, one at least, for a reader. */
  static BucketTotals sum(List<Totals> buckets) {
    BucketTotals first = buckets.get(0).copy();
    UserSketch users = first.users();
    long views = first.views();
    long events = first.events();
    for (Totals more : buckets.subList(1, buckets.size())) {
      views += more.views;
      events += more.events;
      users.union(more.users);
    }
    return new BucketTotals(views, events, users);
  }

  /** The users have a row of their own from now on. */
  void setUsersApart() {
    usersApart = true;
    usersDirty = true;
  }

  /** A copy for a reader; the estimate is remembered here, so a day that is over has it once. */
  BucketTotals copy() {
    users.estimate();
    return new BucketTotals(views, events, users.copy());
  }
}
