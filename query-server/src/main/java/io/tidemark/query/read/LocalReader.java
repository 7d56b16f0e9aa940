package io.tidemark.query.read;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.Moment;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.Statistics;
import io.tidemark.topology.view.ValueTotals;
import io.tidemark.topology.view.ViewUnavailableException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Executes plans against this instance's state stores. For any thread.
 *
 * <p>Every read throws {@link ViewUnavailableException} if the partition cannot be read here now.
 */
public final class LocalReader {
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
    RollupView view = statistics.view(partition);
    long asOfMs = asOf(partition, view, plan);
    Partial answer = read(view, plan, asOfMs); // newer rows are welcome
    if (asOf(partition, view, plan) < asOfMs) {
      throw new ViewUnavailableException(
          "partition " + partition + " was replaced by an older copy while it was read");
    }
    return answer;
  }

  /** A hot site's age is told more carefully. */
  private long asOf(int partition, RollupView view, Plan plan) {
    String siteId = plan.siteId();
    boolean isHot = siteId == null ? view.hasHotSites() : view.parts(siteId) > 1;
    Instant asOf = isHot ? statistics.hotAsOf(partition) : statistics.asOf(partition);
    return asOf.toEpochMilli();
  }

  private Partial read(RollupView view, Plan plan, long asOfMs) {
    if (plan instanceof Plan.SiteRead read) {
      return new SiteReader(view, read, lookUpsMade).read(asOfMs);
    } else if (plan instanceof Plan.ValuesRead read) {
      return new ValuesReader(view, read, lookUpsMade).read(asOfMs);
    } else if (plan instanceof Plan.ValueRead read) {
      return history(view, read, asOfMs);
    } else if (plan instanceof Plan.TrendRead read) {
      return trend(view, read, asOfMs);
    } else if (plan instanceof Plan.QualityRead read) {
      return quality(view, read, asOfMs);
    } else if (plan instanceof Plan.SitesRead read) {
      return sites(view, read, asOfMs);
    }
    throw new IllegalStateException("no reader for " + plan.getClass());
  }

  private static Partial.History history(RollupView view, Plan.ValueRead plan, long asOfMs) {
    Optional<SiteSummary> site = view.site(plan.siteId());
    if (site.isEmpty()) {
      return new Partial.History(asOfMs, view.parts(plan.siteId()), null, List.of());
    }
    long oldest = site.get().oldestEventMs();
    long newest = site.get().newestEventMs();
    List<Partial.ValuePoint> points = new ArrayList<>();
    for (Run run : plan.runs()) {
      for (long start : Buckets.starts(run, oldest, newest, ZoneId.of(plan.zone()))) {
        point(view, plan, run.level(), start).ifPresent(points::add);
      }
    }
    return new Partial.History(asOfMs, view.parts(plan.siteId()), newest, points);
  }

  private static Optional<Partial.ValuePoint> point(
      RollupView view, Plan.ValueRead plan, Level level, long start) {
    if (level == Level.DAY || level == Level.ALL) {
      Optional<ValueTotals> found =
          view.value(plan.siteId(), level, start, plan.dimension(), plan.value());
      return found.map(
          totals -> new Partial.ValuePoint(level, start, totals.views(), totals.users()));
    }
    long views = view.views(plan.siteId(), level, start, plan.dimension(), plan.value());
    return views == 0
        ? Optional.empty()
        : Optional.of(new Partial.ValuePoint(level, start, views, null));
  }

  private Partial.Trend trend(RollupView view, Plan.TrendRead plan, long asOfMs) {
    Optional<SiteSummary> site = view.site(plan.siteId());
    if (site.isEmpty()) {
      return new Partial.Trend(asOfMs, view.parts(plan.siteId()), null, List.of(), 0);
    }
    List<BucketTable> tables = new ArrayList<>();
    addTables(tables, view, plan, false, site.get());
    addTables(tables, view, plan, true, site.get());
    LookUps lookUps = new LookUps(LookUps.MAX, lookUpsMade);
    ThresholdMerge.Ranking ranking = new ThresholdMerge(tables, plan.limit(), lookUps).rank();
    return new Partial.Trend(
        asOfMs,
        view.parts(plan.siteId()),
        site.get().newestEventMs(),
        ranking.rows().stream()
            .map(row -> new Partial.TrendRow(row.value, row.current(), row.previous()))
            .toList(),
        ranking.error() + TopReader.foldError(tables));
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
      view.bucket(plan.siteId(), run.level(), start)
          .filter(found -> found.totals().views() > 0)
          .map(found -> new BucketTable(found, run.level(), Dimension.PATH, previous))
          .ifPresent(tables::add);
    }
  }

  private static Partial.Quality quality(RollupView view, Plan.QualityRead plan, long asOfMs) {
    return new Partial.Quality(
        asOfMs,
        view.parts(plan.siteId()),
        view.site(plan.siteId()).map(SiteSummary::newestEventMs).orElse(null),
        view.quality(plan.siteId()));
  }

  private Partial.Sites sites(RollupView view, Plan.SitesRead plan, long asOfMs) {
    List<SiteSummary> sites =
        plan.siteId() == null ? view.sites() : view.site(plan.siteId()).stream().toList();
    List<Partial.SiteRow> sorted =
        sites.stream()
            .map(site -> row(view, site, plan.nowMs()))
            .sorted(Partial.SiteRow.ORDER)
            .toList();
    boolean anyHot = view.hasHotSites();
    List<Partial.SiteRow> rows = new ArrayList<>();
    for (Partial.SiteRow row : sorted) {
      // A hot site's row is added to those of its other parts: here it may be a small one.
      if (rows.size() < plan.limit() || (anyHot && view.parts(row.siteId()) > 1)) {
        rows.add(plan.days() == 0 ? row : withDays(view, row, plan));
      }
    }
    int parts = plan.siteId() == null ? 1 : view.parts(plan.siteId());
    return new Partial.Sites(asOfMs, parts, rows);
  }

  private Partial.SiteRow row(RollupView view, SiteSummary site, long nowMs) {
    long today = Level.DAY.startOf(nowMs, statistics.zone(site.siteId()));
    long views = site.newestEventMs() < today ? 0 : viewsOn(view, site.siteId(), today);
    return new Partial.SiteRow(
        site.siteId(), views, site.oldestEventMs(), site.newestEventMs(), List.of());
  }

  /** The row with the views of the last days, for the few that were chosen. */
  private Partial.SiteRow withDays(RollupView view, Partial.SiteRow row, Plan.SitesRead plan) {
    Moment moment = new Moment(Instant.ofEpochMilli(plan.nowMs()), statistics.zone(row.siteId()));
    List<Long> views = new ArrayList<>();
    for (int ago = plan.days() - 1; ago >= 0; ago--) {
      long day = moment.startOf(moment.today().minusDays(ago));
      long next = moment.startOf(moment.today().minusDays(ago - 1L));
      boolean hasEvents = row.oldestEventMs() < next && row.newestEventMs() >= day;
      views.add(hasEvents ? viewsOn(view, row.siteId(), day) : 0);
    }
    return new Partial.SiteRow(
        row.siteId(), row.viewsToday(), row.oldestEventMs(), row.newestEventMs(), views);
  }

  private static long viewsOn(RollupView view, String siteId, long day) {
    return view.totals(siteId, Level.DAY, day).map(BucketTotals::views).orElse(0L);
  }
}
