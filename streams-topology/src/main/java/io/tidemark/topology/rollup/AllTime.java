package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.TopValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All values a site ever had of a dimension: the table of all time, and those of the open days,
 * which are not in it yet.
 *
 * @param closed the table of all time
 * @param open the tables of the open days, none of which was ever folded
 */
record AllTime(ValueSource closed, List<? extends ValueSource> open) implements ValueSource {

  /** The tables of a dimension. */
  static AllTime of(ClosedDays closed, OpenDays days, Dimension dimension) {
    List<ValueSource> open = new ArrayList<>();
    for (long startMs : closed.openDays()) {
      ValueSource table = days.values(startMs, dimension);
      if (table != null) {
        open.add(table);
      }
    }
    ValueSource table = closed.values(dimension);
    return new AllTime(table == null ? ValueSource.EMPTY : table, open);
  }

  /** The totals. */
  static BucketTotals totals(ClosedDays closed, OpenDays days) {
    List<Totals> parts = new ArrayList<>(List.of(closed.totals()));
    for (long startMs : closed.daysWithoutTotals()) {
      Totals day = days.totals(startMs);
      if (day != null) {
        parts.add(day);
      }
    }
    return Totals.sum(parts);
  }

  @Override
  public @Nullable ValueCount find(byte[] value) {
    ValueCount sum = new ValueCount(value);
    add(sum, closed.find(value));
    open.forEach(day -> add(sum, day.find(value)));
    return sum.views == 0 ? null : sum;
  }

  @Override
  public long views(byte[] value) {
    return closed.views(value) + viewsOfOpenDays(value);
  }

  /**
   * The best, exactly. What is in no open day is among the best only if it is among those of the
   * closed table; so first the best few of each table are looked at, and deeper only if one below
   * them could still be better.
   */
  @Override
  public TopValues top(int limit) {
    if (open.isEmpty()) {
      return closed.top(limit);
    }
    for (int depth = 4 * limit + 16; depth < RollupView.MAX_TOP; depth *= 8) {
      TopOfAllTime top = new TopOfAllTime(this, depth);
      if (top.proves(limit)) {
        return top.best(limit);
      }
    }
    TopOfAllTime top = new TopOfAllTime(this, RollupView.MAX_TOP);
    if (!top.proves(limit)) {
      top.lookAtAllOpenValues();
    }
    return top.best(limit);
  }

  @Override
  public void forEach(Consumer<ValueCount> visitor) {
    Set<String> ofOpenDays = new HashSet<>();
    for (ValueSource day : open) {
      day.forEach(
          value -> {
            ValueCount sum = ofOpenDays.add(value.text()) ? find(value.value) : null;
            if (sum != null) {
              visitor.accept(sum);
            }
          });
    }
    closed.forEach(
        value -> {
          if (!ofOpenDays.contains(value.text())) {
            visitor.accept(value);
          }
        });
  }

  long viewsOfOpenDays(byte[] value) {
    long views = 0;
    for (ValueSource day : open) {
      views += day.views(value);
    }
    return views;
  }

  private static void add(ValueCount sum, @Nullable ValueCount more) {
    if (more == null) {
      return;
    }
    sum.views += more.views;
    UserSketch users = more.users();
    if (users != null) {
      sum.addUsers(users);
    }
  }
}
