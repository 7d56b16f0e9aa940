package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import org.jspecify.annotations.Nullable;

/** A site's days to read from, each in memory or in rows; null: there is none, or no such value. */
interface OpenDays {
  @Nullable Totals totals(long startMs);

  @Nullable ValueSource values(long startMs, Dimension dimension);
}
