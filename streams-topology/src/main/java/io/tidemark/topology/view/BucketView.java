package io.tidemark.topology.view;

import io.tidemark.schemas.event.Dimension;
import java.util.Optional;

/**
 * One bucket that has events, for a question that asks it more than one thing: what was read of it
 * for the first is not read again for the next. For one thread, and no longer than the question.
 *
 * <p>Every method throws {@link ViewUnavailableException} as those of {@link RollupView} do, whose
 * contracts these have.
 */
public interface BucketView {

  /** The bucket's totals. */
  BucketTotals totals();

  /**
   * As {@link RollupView#top}.
   *
   * @param limit 1..{@link RollupView#MAX_TOP}
   */
  TopValues top(Dimension dimension, int limit);

  /** As {@link RollupView#views}. */
  long views(Dimension dimension, String value);

  /** As {@link RollupView#value}. */
  Optional<ValueTotals> value(Dimension dimension, String value);
}
