package io.tidemark.query.read;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Totals;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.TopValues;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Executes plans against this instance's state stores. For any thread.
 *
 * <p>Every read throws {@link io.tidemark.topology.view.ViewUnavailableException} if the partition
 * cannot be read here now.
 */
public final class LocalReader {
  private static final Partial.Top NO_TOP = new Partial.Top(List.of(), 0, 0);

  private final Statistics statistics;
  private final LongConsumer lookUpsMade;

  /**
   * @param lookUpsMade is told of each number of exact look-ups made
   */
  public LocalReader(Statistics statistics, LongConsumer lookUpsMade) {
    this.statistics = statistics;
    this.lookUpsMade = lookUpsMade;
  }

  /** What one partition's local state answers. */
  public Partial read(int partition, Plan plan) {
    long asOfMs = statistics.asOf().toEpochMilli(); // before the rows: they may only be newer
    RollupView view = statistics.view(partition);
    if (plan instanceof Plan.SiteRead read) {
      return new SiteReader(view, read, asOfMs).read();
    } else if (plan instanceof Plan.TrendRead read) {
      return trend(view, read, asOfMs);
    } else if (plan instanceof Plan.SitesRead read) {
      return sites(view, read, asOfMs);
    }
    throw new IllegalStateException("no reader for " + plan.getClass());
  }

  private LookUps lookUps() {
    return new LookUps(LookUps.MAX, lookUpsMade);
  }

  /** Reads the slices of one site. */
  private final class SiteReader {
    private final RollupView view;
    private final Plan.SiteRead plan;
    private final ZoneId zone;
    private final long asOfMs;
    private final LookUps lookUps = lookUps();

    SiteReader(RollupView view, Plan.SiteRead plan, long asOfMs) {
      this.view = view;
      this.plan = plan;
      this.zone = ZoneId.of(plan.zone());
      this.asOfMs = asOfMs;
    }

    Partial.Site read() {
      Optional<SiteSummary> site = view.site(plan.siteId());
      List<Partial.SliceResult> results = new ArrayList<>();
      for (Slice slice : plan.slices()) {
        results.add(site.isEmpty() ? nothing() : slice(slice, site.get()));
      }
      return new Partial.Site(asOfMs, site.map(SiteSummary::newestEventMs).orElse(null), results);
    }

    private Partial.SliceResult slice(Slice slice, SiteSummary site) {
      List<Totals> totals = new ArrayList<>();
      List<Partial.Point> points = new ArrayList<>();
      List<BucketTable> tables = new ArrayList<>();
      for (Run run : slice.runs()) {
        for (long start : Buckets.starts(run, site.oldestEventMs(), site.newestEventMs(), zone)) {
          Optional<BucketTotals> bucket = view.totals(plan.siteId(), run.level(), start);
          if (bucket.isPresent()) {
            Totals read = Totals.of(bucket.get());
            totals.add(read);
            if (slice.points()) {
              points.add(new Partial.Point(start, read));
            }
            if (read.views() > 0) {
              tables.add(
                  new BucketTable(view, plan.siteId(), run.level(), start, Dimension.PATH, false));
            }
          }
        }
      }
      Partial.Top top = slice.top() == 0 ? NO_TOP : top(tables, slice.top());
      return new Partial.SliceResult(Totals.sum(totals), points, top);
    }

    private Partial.Top top(List<BucketTable> tables, int limit) {
      if (tables.size() == 1) {
        TopValues only = tables.get(0).only(limit);
        return new Partial.Top(only.rows(), only.otherViews(), only.foldError());
      }
      ThresholdMerge.Ranking ranking = new ThresholdMerge(tables, limit, lookUps).rank();
      return new Partial.Top(
          ranking.rows().stream().map(Candidate::toRow).toList(),
          tables.stream().mapToLong(BucketTable::otherViews).sum(),
          ranking.error() + foldError(tables));
    }

    private Partial.SliceResult nothing() {
      return new Partial.SliceResult(Totals.empty(), List.of(), NO_TOP);
    }
  }

  private Partial.Trend trend(RollupView view, Plan.TrendRead plan, long asOfMs) {
    Optional<SiteSummary> site = view.site(plan.siteId());
    if (site.isEmpty()) {
      return new Partial.Trend(asOfMs, null, List.of(), 0);
    }
    List<BucketTable> tables = new ArrayList<>();
    addTables(tables, view, plan, false, site.get());
    addTables(tables, view, plan, true, site.get());
    ThresholdMerge.Ranking ranking = new ThresholdMerge(tables, plan.limit(), lookUps()).rank();
    return new Partial.Trend(
        asOfMs,
        site.get().newestEventMs(),
        ranking.rows().stream()
            .map(row -> new Partial.TrendRow(row.value, row.current(), row.previous()))
            .toList(),
        ranking.error() + foldError(tables));
  }

  /** The most views by which folding may have made a sum too low. */
  private static long foldError(List<BucketTable> tables) {
    return tables.stream().mapToLong(BucketTable::foldError).sum();
  }

  /** Adds the tables of the current or the previous days. */
  private static void addTables(
      List<BucketTable> tables,
      RollupView view,
      Plan.TrendRead plan,
      boolean previous,
      SiteSummary site) {
    Run run = previous ? plan.previous() : plan.current();
    ZoneId zone = ZoneId.of(plan.zone());
    for (long start : Buckets.starts(run, site.oldestEventMs(), site.newestEventMs(), zone)) {
      Optional<BucketTotals> bucket = view.totals(plan.siteId(), run.level(), start);
      if (bucket.isPresent() && bucket.get().views() > 0) {
        tables.add(
            new BucketTable(view, plan.siteId(), run.level(), start, Dimension.PATH, previous));
      }
    }
  }

  private Partial.Sites sites(RollupView view, Plan.SitesRead plan, long asOfMs) {
    List<Partial.SiteRow> rows =
        view.sites().stream()
            .map(site -> row(view, site, plan.nowMs()))
            .sorted(Partial.SiteRow.ORDER)
            .limit(plan.limit())
            .toList();
    return new Partial.Sites(asOfMs, rows);
  }

  private Partial.SiteRow row(RollupView view, SiteSummary site, long nowMs) {
    long today = Level.DAY.startOf(nowMs, statistics.zone(site.siteId()));
    long views =
        site.newestEventMs() < today
            ? 0
            : view.totals(site.siteId(), Level.DAY, today).map(BucketTotals::views).orElse(0L);
    return new Partial.SiteRow(site.siteId(), views, site.newestEventMs());
  }
}
