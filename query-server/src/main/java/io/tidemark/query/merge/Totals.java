package io.tidemark.query.merge;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.BucketTotals;
import java.util.List;

/**
 * The totals of some buckets together.
 *
 * @param views weighted page views
 * @param events weighted events, views included
 * @param users the distinct users over all events; not to be changed
 */
public record Totals(long views, long events, UserSketch users) {

  /** Those of a bucket. */
  public static Totals of(BucketTotals bucket) {
    return new Totals(bucket.views(), bucket.events(), bucket.users());
  }

  /** Nothing. */
  public static Totals empty() {
    return new Totals(0, 0, new UserSketch());
  }

  /** Those of any number of totals: counts add up, users are united. */
  public static Totals sum(List<Totals> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long views = 0;
    long events = 0;
    UserSketch users = new UserSketch();
    for (Totals part : parts) {
      views += part.views;
      events += part.events;
      users.union(part.users);
    }
    return new Totals(views, events, users);
  }
}
