package io.tidemark.query.read;

import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.PathViews;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopPaths;
import java.util.List;

/**
 * The head of one bucket's table of top paths, as far as it was fetched. Not thread-safe.
 *
 * <p>What is known of a path that the head does not list: it has at most {@link #bound} views here.
 */
final class BucketTable {
  private final RollupView view;
  private final String siteId;
  private final Level level;
  private final long startMs;
  private final boolean previous;
  private TopPaths head = TopPaths.EMPTY;
  private boolean longest;

  /**
   * @param previous whether its views count against a path rather than for it
   */
  BucketTable(RollupView view, String siteId, Level level, long startMs, boolean previous) {
    this.view = view;
    this.siteId = siteId;
    this.level = level;
    this.startMs = startMs;
    this.previous = previous;
  }

  /** Fetches a head of that many rows; true if that told more than the head before. */
  boolean fetch(int rows) {
    if (longest) {
      return false;
    }
    int before = head.rows().size();
    head = view.top(siteId, level, startMs, rows);
    longest = head.complete() || head.rows().size() < rows || rows >= RollupView.MAX_TOP;
    return head.complete() || head.rows().size() > before;
  }

  /** The ranking if this is the only bucket: its own head. */
  TopPaths only(int rows) {
    return view.top(siteId, level, startMs, rows);
  }

  List<PathViews> rows() {
    return head.rows();
  }

  /** Whether the head is all of the bucket's paths. */
  boolean complete() {
    return head.complete() || head.rows().isEmpty();
  }

  /** The most views of a path that the head does not list. */
  long bound() {
    return complete() ? 0 : head.rows().get(head.rows().size() - 1).views();
  }

  /** The exact views of a path: one look-up. */
  long views(String path) {
    return view.views(siteId, level, startMs, path);
  }

  boolean previous() {
    return previous;
  }
}
