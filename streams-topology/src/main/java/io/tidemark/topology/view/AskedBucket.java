package io.tidemark.topology.view;

import io.tidemark.schemas.event.Dimension;
import java.util.Optional;

/** A bucket for which its view is asked each time, but for the totals. */
record AskedBucket(RollupView view, String siteId, Level level, long startMs, BucketTotals totals)
    implements BucketView {

  @Override
  public TopValues top(Dimension dimension, int limit) {
    return view.top(siteId, level, startMs, dimension, limit);
  }

  @Override
  public long views(Dimension dimension, String value) {
    return view.views(siteId, level, startMs, dimension, value);
  }

  @Override
  public Optional<ValueTotals> value(Dimension dimension, String value) {
    return view.value(siteId, level, startMs, dimension, value);
  }
}
