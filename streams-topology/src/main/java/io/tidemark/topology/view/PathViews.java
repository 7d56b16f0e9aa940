package io.tidemark.topology.view;

import java.util.Comparator;

/** A path and its views. */
public record PathViews(String path, long views) {
  /** The contract's order: views descending, ties by the path's UTF-8 bytes ascending. */
  public static final Comparator<PathViews> ORDER =
      Comparator.comparingLong(PathViews::views)
          .reversed()
          .thenComparing(PathViews::path, Utf8Order.ASCENDING);
}
