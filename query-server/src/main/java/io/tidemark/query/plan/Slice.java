package io.tidemark.query.plan;

import java.util.List;

/**
 * A set of buckets, and what is wanted of it besides the totals of all of them together.
 *
 * @param runs buckets that do not overlap in time
 * @param points whether the totals of each bucket are wanted, too
 * @param tops the tables wanted of all buckets together
 */
public record Slice(List<Run> runs, boolean points, List<TopRead> tops) {
  public Slice {
    runs = List.copyOf(runs);
    tops = List.copyOf(tops);
  }
}
