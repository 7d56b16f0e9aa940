package io.tidemark.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.fixture.NaiveView;
import io.tidemark.query.fixture.Seen;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The merge against a naive counter, with tables and budgets so small that they matter. */
class ThresholdMergePropertyTest {
  private static final long DAY_MS = 86_400_000;

  @Property(tries = 1500)
  void rank_anyTablesAndBudget_isWithinItsError(
      @ForAll("events") List<Seen> events,
      @ForAll @IntRange(min = 1, max = 8) int tableRows,
      @ForAll @IntRange(min = 1, max = 6) int limit,
      @ForAll @IntRange(max = 12) int budget,
      @ForAll @IntRange(max = 3) int previousDays) {
    AtomicLong spent = new AtomicLong();
    ThresholdMerge.Ranking ranking =
        rank(events, tableRows, limit, new LookUps(budget, spent::addAndGet), previousDays);
    Map<String, Long> truth = truth(events, previousDays);
    List<ValueViews> right = ranked(truth, limit);

    assertThat(spent.get()).isLessThanOrEqualTo(budget);
    assertThat(ranking.rows()).hasSizeLessThanOrEqualTo(limit);
    if (ranking.error() == 0) {
      assertThat(rows(ranking)).isEqualTo(right);
      return;
    }
    Map<String, Long> shown = new HashMap<>();
    for (ValueViews row : rows(ranking)) {
      shown.put(row.value(), row.views());
      assertThat(Math.abs(truth.getOrDefault(row.value(), 0L) - row.views()))
          .isLessThanOrEqualTo(ranking.error());
    }
    long last =
        shown.size() < limit ? 0 : shown.values().stream().mapToLong(v -> v).min().orElseThrow();
    truth.forEach(
        (path, views) -> {
          if (!shown.containsKey(path)) {
            assertThat(views - last).isLessThanOrEqualTo(ranking.error());
          }
        });
  }

  @Property(tries = 500)
  void rank_completeTables_isExactWithoutLookUps(
      @ForAll("events") List<Seen> events,
      @ForAll @IntRange(min = 1, max = 6) int limit,
      @ForAll @IntRange(max = 3) int previousDays) {
    ThresholdMerge.Ranking ranking =
        rank(events, 1000, limit, new LookUps(0, count -> {}), previousDays);

    assertThat(ranking.error()).isZero();
    assertThat(rows(ranking)).isEqualTo(ranked(truth(events, previousDays), limit));
  }

  /** With the tables' rows above the threshold, look-ups alone prove the top. */
  @Property(tries = 300)
  void rank_skewedPaths_isProvenByLookUps(@ForAll("skewed") List<Seen> events) {
    ThresholdMerge.Ranking ranking = rank(events, 3, 2, new LookUps(1000, count -> {}), 0);

    assertThat(ranking.error()).isZero();
    assertThat(rows(ranking)).isEqualTo(ranked(truth(events, 0), 2));
  }

  private static ThresholdMerge.Ranking rank(
      List<Seen> events, int tableRows, int limit, LookUps lookUps, int previousDays) {
    NaiveView view = new NaiveView(events, tableRows);
    List<BucketTable> tables = new ArrayList<>();
    for (int day = 0; day < 6; day++) {
      boolean previous = day < previousDays;
      view.bucket("s", Level.DAY, day * DAY_MS)
          .map(found -> new BucketTable(found, Level.DAY, Dimension.PATH, previous))
          .ifPresent(tables::add);
    }
    return new ThresholdMerge(tables, limit, lookUps).rank();
  }

  private static List<ValueViews> rows(ThresholdMerge.Ranking ranking) {
    return ranking.rows().stream().map(row -> new ValueViews(row.value, row.shown())).toList();
  }

  private static Map<String, Long> truth(List<Seen> events, int previousDays) {
    Map<String, Long> truth = new HashMap<>();
    for (Seen event : events) {
      boolean previous = event.timeMs() / DAY_MS < previousDays;
      truth.merge(
          String.valueOf(event.path()),
          (long) (previous ? -event.count() : event.count()),
          Long::sum);
    }
    return truth;
  }

  private static List<ValueViews> ranked(Map<String, Long> truth, int limit) {
    return truth.entrySet().stream()
        .filter(entry -> entry.getValue() >= 1)
        .map(entry -> new ValueViews(entry.getKey(), entry.getValue()))
        .sorted(ValueViews.ORDER)
        .limit(limit)
        .toList();
  }

  @Provide
  Arbitrary<List<Seen>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.strings().withChars("abcdé\uFFFD").ofLength(1),
            Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(1, 3)),
                Tuple.of(1, Arbitraries.integers().between(1, 50))))
        .as((day, path, count) -> new Seen("s", "/" + path, null, day * DAY_MS, count))
        .list()
        .ofMaxSize(40);
  }

  /** Two paths far ahead on all days, each missing from some tables' heads. */
  @Provide
  Arbitrary<List<Seen>> skewed() {
    return events()
        .map(
            events -> {
              List<Seen> all = new ArrayList<>(events);
              for (int day = 0; day < 6; day++) {
                all.add(new Seen("s", "/first", null, day * DAY_MS, day == 2 ? 1 : 900));
                all.add(new Seen("s", "/second", null, day * DAY_MS, day == 3 ? 1 : 700));
              }
              return all;
            });
  }
}
