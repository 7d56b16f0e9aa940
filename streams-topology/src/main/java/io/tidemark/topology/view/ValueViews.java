package io.tidemark.topology.view;

import java.util.Comparator;

/** A value of a dimension (a path, say) and its views. */
public record ValueViews(String value, long views) {
  /** The contract's order: views descending, ties by the value's UTF-8 bytes ascending. */
  public static final Comparator<ValueViews> ORDER =
      Comparator.comparingLong(ValueViews::views)
          .reversed()
          .thenComparing(ValueViews::value, Utf8Order.ASCENDING);
}
