package io.tidemark.query.read;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Totals;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.query.plan.TopRead;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Reads the slices of one site. Not thread-safe. */
final class SiteReader {
  private final RollupView view;
  private final Plan.SiteRead plan;
  private final ZoneId zone;
  private final LongConsumer lookUpsMade;

  SiteReader(RollupView view, Plan.SiteRead plan, LongConsumer lookUpsMade) {
    this.view = view;
    this.plan = plan;
    this.zone = ZoneId.of(plan.zone());
    this.lookUpsMade = lookUpsMade;
  }

  Partial.Site read(long asOfMs) {
    Optional<SiteSummary> site = view.site(plan.siteId());
    List<Partial.SliceResult> results = new ArrayList<>();
    for (Slice slice : plan.slices()) {
      results.add(site.isEmpty() ? nothing(slice) : slice(slice, site.get()));
    }
    Long newest = site.map(SiteSummary::newestEventMs).orElse(null);
    return new Partial.Site(asOfMs, view.parts(plan.siteId()), newest, results);
  }

  /** A bucket that has events. */
  private record Found(Level level, long startMs, BucketView bucket, Totals totals) {}

  private Partial.SliceResult slice(Slice slice, SiteSummary site) {
    List<Found> buckets = new ArrayList<>();
    for (Run run : slice.runs()) {
      for (long start : Buckets.starts(run, site.oldestEventMs(), site.newestEventMs(), zone)) {
        Optional<BucketView> bucket = view.bucket(plan.siteId(), run.level(), start);
        bucket.ifPresent(
            found -> buckets.add(new Found(run.level(), start, found, Totals.of(found.totals()))));
      }
    }
    List<Partial.Point> points =
        !slice.points()
            ? List.of()
            : buckets.stream()
                .map(found -> new Partial.Point(found.startMs, found.totals))
                .toList();
    return new Partial.SliceResult(
        Totals.sum(buckets.stream().map(Found::totals).toList()),
        points,
        slice.tops().stream().map(wanted -> top(wanted, buckets)).toList());
  }

  private Partial.Top top(TopRead wanted, List<Found> buckets) {
    Dimension dimension = wanted.dimension();
    List<BucketTable> tables = new ArrayList<>();
    for (Found found : buckets) {
      if (found.totals.views() > 0 || dimension == Dimension.EVENT_TYPE) {
        tables.add(new BucketTable(found.bucket, found.level, dimension, false));
      }
    }
    return new TopReader(wanted, tables, LookUps.MAX_OF_USERS, lookUpsMade).read();
  }

  private static Partial.SliceResult nothing(Slice slice) {
    return new Partial.SliceResult(
        Totals.empty(), List.of(), slice.tops().stream().map(wanted -> Partial.Top.EMPTY).toList());
  }
}
