package io.tidemark.topology.view;

import java.util.List;

/**
 * The paths of one bucket with the most views.
 *
 * @param rows in {@link PathViews#ORDER}, at most as many as were asked for
 * @param complete whether these are all the paths of the bucket; if not, an unlisted one has at
 *     most as many views as the last row
 */
public record TopPaths(List<PathViews> rows, boolean complete) {
  /** A bucket without paths. */
  public static final TopPaths EMPTY = new TopPaths(List.of(), true);

  public TopPaths {
    rows = List.copyOf(rows);
  }
}
