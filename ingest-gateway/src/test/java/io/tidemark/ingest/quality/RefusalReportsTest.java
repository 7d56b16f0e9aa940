package io.tidemark.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.schemas.quality.RefusalReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalReportsTest {
  private static final int MOST_SITES = 12;

  private final MemorySink sink = new MemorySink();
  private final AtomicLong nanos = new AtomicLong(System.nanoTime());
  private final RefusalReports reports =
      new RefusalReports(site -> site.startsWith("k"), MOST_SITES, sink, nanos::get);

  private static final class MemorySink implements ReportSink {
    private final List<Map<String, RefusalReport>> published = new ArrayList<>();
    private final Set<String> away = new HashSet<>();
    private boolean closed;

    @Override
    public Set<String> publish(Map<String, RefusalReport> batch) {
      Map<String, RefusalReport> taken = new HashMap<>(batch);
      taken.keySet().removeAll(away);
      published.add(taken);
      Set<String> failed = new HashSet<>(batch.keySet());
      failed.retainAll(away);
      return failed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void reportLater() {
    nanos.addAndGet(RefusalReports.INTERVAL.toNanos());
    reports.report();
  }

  @Test
  void report_hasWhatCameSinceTheLastOne_bySiteAndReason() {
    reports.refused("k1", RefusalCode.INVALID_TYPE);
    reports.refused("k1", RefusalCode.INVALID_TYPE);
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.refused("k2", RefusalCode.OVERLOADED);
    reports.report();
    reports.refused("k1", RefusalCode.TOO_LONG);
    reportLater();
    reportLater();
    assertThat(sink.published)
        .containsExactly(
            Map.of(
                "k1", new RefusalReport(Map.of("invalid_type", 2L, "too_long", 1L)),
                "k2", new RefusalReport(Map.of("overloaded", 1L))),
            Map.of("k1", new RefusalReport(Map.of("too_long", 1L))));
  }

  @Test
  void report_ofASiteThatWasReportedJustNow_waits_whereAnotherSiteIsReportedAtOnce() {
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.report();
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.refused("k2", RefusalCode.TOO_LONG);
    nanos.addAndGet(RefusalReports.INTERVAL.toNanos() - 1);
    reports.report();
    nanos.addAndGet(1);
    reports.report();
    assertThat(sink.published)
        .containsExactly(
            Map.of("k1", new RefusalReport(Map.of("too_long", 1L))),
            Map.of("k2", new RefusalReport(Map.of("too_long", 1L))),
            Map.of("k1", new RefusalReport(Map.of("too_long", 2L))));
  }

  @Test
  void reports_areOfNoMoreSitesInAnInterval_theRestWaits() {
    for (int i = 0; i < MOST_SITES + 3; i++) {
      reports.refused("k" + i, RefusalCode.TOO_LONG);
      reports.report();
    }
    assertThat(sink.published).hasSize(MOST_SITES);
    reportLater();
    assertThat(sink.published.get(MOST_SITES)).hasSize(3);
  }

  @Test
  void report_ofSitesThatAreNotTaken_isNone() {
    reports.refused("x", RefusalCode.INVALID_TYPE);
    reports.refused(null, RefusalCode.INVALID_JSON);
    reports.report();
    assertThat(sink.published).isEmpty();
  }

  @Test
  void report_isOfNoMoreSitesThanMayBe_butOfAllEventsOfThose() {
    for (int i = 0; i < 40; i++) {
      reports.refused("k" + i % 20, RefusalCode.TOO_LONG);
    }
    reports.report();
    reports.refused("k19", RefusalCode.TOO_LONG);
    reportLater();
    assertThat(sink.published.get(0))
        .hasSize(MOST_SITES)
        .containsEntry("k0", new RefusalReport(Map.of("too_long", 2L)));
    assertThat(sink.published.get(1)).containsOnlyKeys("k19");
  }

  @Test
  void report_thatKafkaDidNotTake_isInTheNextOne() {
    sink.away.add("k1");
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.report();
    reports.refused("k1", RefusalCode.TOO_LONG);
    sink.away.clear();
    reportLater();
    assertThat(sink.published.get(1))
        .containsExactly(Map.entry("k1", new RefusalReport(Map.of("too_long", 2L))));
  }

  @Test
  void close_reportsWhatIsLeft_alsoOfSitesThatWereReportedJustNow() {
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.report();
    reports.refused("k1", RefusalCode.TOO_LONG);
    reports.close();
    assertThat(sink.published).hasSize(2);
    assertThat(sink.closed).isTrue();
  }

  @Test
  void refused_byManyThreadsWhileReporting_losesNothing() {
    IntStream.range(0, 50_000)
        .parallel()
        .forEach(
            i -> {
              reports.refused("k" + i % 7, RefusalCode.TOO_LONG);
              if (i % 5_000 == 0) {
                synchronized (sink) {
                  reportLater();
                }
              }
            });
    reportLater();
    long sum =
        sink.published.stream()
            .flatMap(batch -> batch.values().stream())
            .flatMap(report -> report.countByReason().values().stream())
            .mapToLong(Long::longValue)
            .sum();
    assertThat(sum).isEqualTo(50_000);
  }
}
