package io.tidemark.query.read;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ValueViews;
import java.util.List;
import java.util.Optional;

/**
 * The head of one bucket's table of the top values of a dimension, as far as it was fetched. Not
 * thread-safe.
 *
 * <p>What is known of a value that the head does not list: it has at most {@link #bound} views
 * here.
 */
final class BucketTable {
  private final BucketView bucket;
  private final Level level;
  private final Dimension dimension;
  private final boolean previous;
  private TopValues head = TopValues.EMPTY;
  private boolean longest;

  /**
   * @param previous whether its views count against a value rather than for it
   */
  BucketTable(BucketView bucket, Level level, Dimension dimension, boolean previous) {
    this.bucket = bucket;
    this.level = level;
    this.dimension = dimension;
    this.previous = previous;
  }

  /** Fetches a head of that many rows; true if that told more than the head before. */
  boolean fetch(int rows) {
    if (longest) {
      return false;
    }
    int before = head.rows().size();
    head = bucket.top(dimension, rows);
    longest = head.complete() || head.rows().size() < rows || rows >= RollupView.MAX_TOP;
    return head.complete() || head.rows().size() > before;
  }

  /** The ranking if this is the only bucket: its own head. */
  TopValues only(int rows) {
    head = bucket.top(dimension, rows);
    return head;
  }

  List<ValueViews> rows() {
    return head.rows();
  }

  /** Whether the head is all of the bucket's values. */
  boolean complete() {
    return head.complete() || head.rows().isEmpty();
  }

  /** The most views of a value that the head does not list. */
  long bound() {
    return complete() ? 0 : head.rows().get(head.rows().size() - 1).views();
  }

  /** The exact views of a value: one look-up. */
  long views(String value) {
    return bucket.views(dimension, value);
  }

  /** Whether the bucket knows the users of its values. */
  boolean keepsUsers() {
    return level == Level.DAY || level == Level.ALL;
  }

  /** The users of a value: one look-up; empty if the bucket does not have it. */
  Optional<UserSketch> users(String value) {
    return bucket.value(dimension, value).map(ValueTotals::users);
  }

  /** Views of values folded away past the cap. */
  long otherViews() {
    return head.otherViews();
  }

  /** The most views by which a count may be too low because of folding. */
  long foldError() {
    return head.foldError();
  }

  boolean previous() {
    return previous;
  }
}
