package io.tidemark.topology.view;

import java.util.List;

/**
 * The values of one dimension in one bucket with the most views.
 *
 * @param rows in {@link ValueViews#ORDER}, at most as many as were asked for
 * @param complete whether these are all the values of the bucket; if not, an unlisted one has at
 *     most as many views as the last row
 * @param otherViews views of values folded away past the cap
 * @param foldError the most views by which a value's count may be too low because of folding; 0 if
 *     nothing was folded
 */
public record TopValues(List<ValueViews> rows, boolean complete, long otherViews, long foldError) {
  /** A bucket without values. */
  public static final TopValues EMPTY = new TopValues(List.of(), true, 0, 0);

  public TopValues {
    rows = List.copyOf(rows);
  }
}
