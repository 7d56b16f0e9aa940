package io.tidemark.ingest.quality;

import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.schemas.quality.RefusalReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused events by site and reports what has come since the last report; also of sites none
 * of whose events was ever taken: their owners need it most. Who breaks something sees it within a
 * second; a site of which more and more is refused is reported each {@link #INTERVAL}, so that the
 * reports, which are kept, stay few.
 *
 * <p>A report that Kafka did not take goes into the next one; one that was taken though its
 * acknowledgement got lost counts twice, which for these numbers is good enough. Memory and reports
 * are bounded by a number of sites; what is refused of any more is not told by site.
 */
public final class RefusalReports implements RefusalLog, AutoCloseable {
  /** How often a gateway reports of the same site, at most. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  /** How long the first refusal of a site waits, at most. */
  private static final Duration DELAY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RefusalReports.class);
  private static final long CLOSE_MS = 10_000;

  private final Predicate<String> sites;
  private final int mostSites;
  private final ReportSink sink;
  private final LongSupplier nanoTime;
  private final Map<String, Map<RefusalCode, Long>> counts = new ConcurrentHashMap<>();

  /** When sites were reported, no longer ago than {@link #INTERVAL}; for the one that reports. */
  private final Map<String, Long> reportedAt = new HashMap<>();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(RefusalReports::daemon);

  /**
   * Reports when {@link #report} is called.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  RefusalReports(Predicate<String> sites, int mostSites, ReportSink sink, LongSupplier nanoTime) {
    this.sites = sites;
    this.mostSites = mostSites;
    this.sink = sink;
    this.nanoTime = nanoTime;
  }

  /**
   * Reports to Kafka in the background.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   * @param sites whether a site is one whose events are taken here
   * @param mostSites most distinct sites in an {@link #INTERVAL}, about
   */
  @SuppressWarnings("FutureReturnValueIgnored") // report() throws nothing
  public static RefusalReports start(
      Map<String, Object> kafka, Predicate<String> sites, int mostSites) {
    RefusalReports reports =
        new RefusalReports(sites, mostSites, new KafkaReportSink(kafka), System::nanoTime);
    long ms = DELAY.toMillis();
    reports.thread.scheduleWithFixedDelay(reports::report, ms, ms, TimeUnit.MILLISECONDS);
    return reports;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "tidemark-refusals");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void refused(@Nullable String siteId, RefusalCode why) {
    if (siteId != null
        && sites.test(siteId)
        && (counts.containsKey(siteId) || counts.size() < mostSites)) {
      add(siteId, why, 1);
    }
  }

  private void add(String siteId, RefusalCode why, long events) {
    counts.compute(
        siteId,
        (site, before) -> {
          Map<RefusalCode, Long> byCode =
              before == null ? new EnumMap<>(RefusalCode.class) : before;
          byCode.merge(why, events, Long::sum);
          return byCode;
        });
  }

  /** Reports what has come since the last report, of sites that were not reported just now. */
  void report() {
    try {
      Map<String, Map<RefusalCode, Long>> taken = takeDue();
      if (!taken.isEmpty()) {
        Map<String, RefusalReport> reports = new HashMap<>();
        taken.forEach((site, byCode) -> reports.put(site, report(byCode)));
        sink.publish(reports).forEach(site -> putBack(site, taken.get(site)));
      }
    } catch (RuntimeException e) {
      LOG.warn("The report of refused events goes on after {}", e.toString());
    }
  }

  private void reportAll() {
    reportedAt.clear();
    report();
  }

  private Map<String, Map<RefusalCode, Long>> takeDue() {
    long now = nanoTime.getAsLong();
    reportedAt.values().removeIf(at -> now - at >= INTERVAL.toNanos());
    Map<String, Map<RefusalCode, Long>> taken = new HashMap<>();
    for (String site : List.copyOf(counts.keySet())) {
      boolean waits = reportedAt.containsKey(site) || reportedAt.size() >= mostSites;
      Map<RefusalCode, Long> byCode = waits ? null : counts.remove(site);
      if (byCode != null) {
        taken.put(site, byCode);
        reportedAt.put(site, now);
      }
    }
    return taken;
  }

  private static RefusalReport report(Map<RefusalCode, Long> byCode) {
    Map<String, Long> counts = new HashMap<>();
    byCode.forEach((code, events) -> counts.put(code.code(), events));
    return new RefusalReport(counts);
  }

  private void putBack(String site, @Nullable Map<RefusalCode, Long> byCode) {
    if (byCode != null) {
      byCode.forEach((code, events) -> add(site, code, events));
    }
  }

  /** Reports what is left; at most some 10 s. */
  @Override
  public void close() {
    thread.execute(this::reportAll);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    sink.close();
  }
}
