package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.users.UserSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an event adds to each of its buckets.
 *
 * @param views what it adds to the views; 0 if it is not a view
 * @param events what it adds to the events, at least 1
 * @param hasUser whether {@code userHash} is one
 * @param userHash as {@link UserSketch#hash} gives it
 * @param values what it adds to the value tables
 */
record Hit(int views, int events, boolean hasUser, long userHash, List<Value> values) {

  /** What it adds to the levels that keep paths alone. */
  List<Value> pathOnly() {
    for (Value value : values) {
      if (value.dimension() == Dimension.PATH) {
        return List.of(value);
      }
    }
    return List.of();
  }

  /** Characters of the longest value. */
  int longestValue() {
    int longest = 0;
    for (Value value : values) {
      longest = Math.max(longest, value.value().length());
    }
    return longest;
  }

  /** A value that it has of a dimension, and what it adds to that value's count, at least 1. */
  record Value(Dimension dimension, String value, int weight) {}

  /**
   * What this event adds.
   *
   * @param dimensions those that are kept
   */
  static Hit of(Event event, Set<Dimension> dimensions) {
    List<Value> values = new ArrayList<>(dimensions.size());
    for (Dimension dimension : dimensions) {
      int weight = dimension.weight(event);
      String value = dimension.value(event);
      if (weight > 0 && value != null) {
        values.add(new Value(dimension, value, weight));
      }
    }
    String userId = event.userId();
    return new Hit(
        event.isPageView() ? event.count() : 0,
        event.count(),
        userId != null,
        userId == null ? 0 : UserSketch.hash(userId),
        values);
  }
}
