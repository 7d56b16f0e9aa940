package io.tidemark.topology.rollup;

import io.tidemark.topology.view.PathViews;
import io.tidemark.topology.view.Utf8Order;

/** A value of a table held in memory, and its count. Guarded by its bucket. */
final class ValueCount {
  /** Not in the top table. */
  static final int NOT_IN_TOP = -1;

  final String value;

  /** 0: the value was folded away, and its row (if it is stored) waits for its deletion. */
  long views;

  /** Whether a row of this value exists in the database. */
  boolean stored;

  /** Whether {@link #views} differs from the row. */
  boolean dirty;

  /** Position in the {@link TopTable}. */
  int topIndex = NOT_IN_TOP;

  ValueCount(String value, long views, boolean stored) {
    this.value = value;
    this.views = views;
    this.stored = stored;
  }

  /** Whether this one ranks behind the other: fewer views, or as many and a later value. */
  boolean ranksBehind(ValueCount other) {
    return views != other.views ? views < other.views : Utf8Order.compare(value, other.value) > 0;
  }

  PathViews toPathViews() {
    return new PathViews(value, views);
  }
}
