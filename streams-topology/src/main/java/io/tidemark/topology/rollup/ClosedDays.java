package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All time without the open days, to read from: in memory or in rows. */
interface ClosedDays {
  Totals totals();

  /** The table of a dimension; null: it has no such values. */
  @Nullable ValueSource values(Dimension dimension);

  /** Starts of the days whose values are to be added. */
  List<Long> openDays();

  /** Starts of the days whose totals are to be added. */
  default List<Long> daysWithoutTotals() {
    return openDays();
  }
}
