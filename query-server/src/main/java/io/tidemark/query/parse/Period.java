package io.tidemark.query.parse;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Whole days of a site, or all time. */
public sealed interface Period {

  /** All time. */
  record Ever() implements Period {}

  /** One day. */
  record Day(LocalDate date) implements Period {}

  /** From one day to another, both inclusive. */
  record Days(LocalDate first, LocalDate last) implements Period {
    /** How many days these are. */
    public long count() {
      return ChronoUnit.DAYS.between(first, last) + 1;
    }
  }

  /** Calls the case of this period's type. */
  default <R> R match(
      Supplier<R> ever, Function<LocalDate, R> day, BiFunction<LocalDate, LocalDate, R> days) {
    if (this instanceof Day one) {
      return day.apply(one.date);
    } else if (this instanceof Days some) {
      return days.apply(some.first, some.last);
    }
    return ever.get();
  }
}
