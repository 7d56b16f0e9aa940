package io.tidemark.query.read;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Users;
import io.tidemark.query.plan.Buckets;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Looks up some values of one site. Not thread-safe. */
final class ValuesReader {
  private final RollupView view;
  private final Plan.ValuesRead plan;
  private final LookUps lookUps;

  ValuesReader(RollupView view, Plan.ValuesRead plan, LongConsumer lookUpsMade) {
    this.view = view;
    this.plan = plan;
    this.lookUps = new LookUps(LookUps.MAX_OF_USERS, lookUpsMade);
  }

  Partial.Values read(long asOfMs) {
    List<BucketTable> buckets = buckets();
    List<Partial.TopRow> rows = new ArrayList<>();
    for (String value : plan.values()) {
      if (!lookUps.take(buckets.size(), 0)) {
        break;
      }
      rows.add(row(value, buckets));
    }
    return new Partial.Values(asOfMs, view.parts(plan.siteId()), rows);
  }

  private Partial.TopRow row(String value, List<BucketTable> buckets) {
    long views = 0;
    for (BucketTable bucket : buckets) {
      views += bucket.views(value);
    }
    return new Partial.TopRow(value, views, plan.users() ? users(value, buckets) : null);
  }

  /** Null where they are not kept, or that took more look-ups than are left. */
  private @Nullable UserSketch users(String value, List<BucketTable> buckets) {
    if (!buckets.stream().allMatch(BucketTable::keepsUsers) || !lookUps.take(buckets.size(), 0)) {
      return null;
    }
    return Users.union(
        buckets.stream().map(bucket -> bucket.users(value)).flatMap(Optional::stream).toList());
  }

  /** Those that have events. */
  private List<BucketTable> buckets() {
    Optional<SiteSummary> site = view.site(plan.siteId());
    if (site.isEmpty()) {
      return List.of();
    }
    ZoneId zone = ZoneId.of(plan.zone());
    List<BucketTable> buckets = new ArrayList<>();
    for (Run run : plan.runs()) {
      for (long start :
          Buckets.starts(run, site.get().oldestEventMs(), site.get().newestEventMs(), zone)) {
        view.bucket(plan.siteId(), run.level(), start)
            .map(found -> new BucketTable(found, run.level(), plan.dimension(), false))
            .ifPresent(buckets::add);
      }
    }
    return buckets;
  }
}
