package io.tidemark.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.query.fixture.NaiveView;
import io.tidemark.query.fixture.Seen;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ValueViews;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThresholdMergeTest {
  private static final long DAY_MS = 86_400_000;

  /** 300 paths per day are more than a first head: the heads must grow until the top is proven. */
  @Test
  void rank_manyEvenPaths_fetchesLongerHeads() {
    List<Seen> events = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int day = 0; day < 4; day++) {
      for (int path = 0; path < 300; path++) {
        events.add(new Seen("s", "/" + path, null, day * DAY_MS, 1 + random.nextInt(100)));
      }
    }

    ThresholdMerge.Ranking ranking = rank(events, 20, new LookUps(0, count -> {}));

    assertThat(ranking.error()).isZero();
    assertThat(ranking.rows().stream().map(Candidate::toRow).toList()).isEqualTo(naive(events, 20));
  }

  /** A path that is second on every day beats those that are first on one: only sums show it. */
  @Test
  void rank_pathNeverFirst_isFoundByItsSum() {
    List<Seen> events = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      events.add(new Seen("s", "/day-" + day, null, day * DAY_MS, 10));
      events.add(new Seen("s", "/steady", null, day * DAY_MS, 9));
    }

    ThresholdMerge.Ranking ranking = rank(events, 1, new LookUps(0, count -> {}));

    assertThat(ranking.rows().get(0).toRow()).isEqualTo(new ValueViews("/steady", 45));
    assertThat(ranking.error()).isZero();
  }

  @Test
  void rank_noTables_isEmptyAndExact() {
    assertThat(new ThresholdMerge(List.of(), 10, new LookUps(0, count -> {})).rank())
        .isEqualTo(new ThresholdMerge.Ranking(List.of(), 0));
  }

  private static ThresholdMerge.Ranking rank(List<Seen> events, int limit, LookUps lookUps) {
    NaiveView view = new NaiveView(events, 1000);
    List<BucketTable> tables = new ArrayList<>();
    for (int day = 0; day < 5; day++) {
      view.bucket("s", Level.DAY, day * DAY_MS)
          .map(found -> new BucketTable(found, Level.DAY, Dimension.PATH, false))
          .ifPresent(tables::add);
    }
    return new ThresholdMerge(tables, limit, lookUps).rank();
  }

  private static List<ValueViews> naive(List<Seen> events, int limit) {
    return events.stream()
        .collect(
            Collectors.groupingBy(
                event -> String.valueOf(event.path()), Collectors.summingLong(Seen::count)))
        .entrySet()
        .stream()
        .map(entry -> new ValueViews(entry.getKey(), entry.getValue()))
        .sorted(ValueViews.ORDER)
        .limit(limit)
        .toList();
  }
}
