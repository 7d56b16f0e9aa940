package io.tidemark.topology.store;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.util.Optional;

/** A bucket of a store that may move away while it is read. */
record GuardedBucket(BucketView bucket) implements BucketView {

  @Override
  public BucketTotals totals() {
    return GuardedView.guarded(bucket::totals);
  }

  @Override
  public TopValues top(Dimension dimension, int limit) {
    return GuardedView.guarded(() -> bucket.top(dimension, limit));
  }

  @Override
  public long views(Dimension dimension, String value) {
    return GuardedView.guarded(() -> bucket.views(dimension, value));
  }

  @Override
  public Optional<ValueTotals> value(Dimension dimension, String value) {
    return GuardedView.guarded(() -> bucket.value(dimension, value));
  }
}
