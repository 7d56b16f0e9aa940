package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions on the sites of a partition: from the bucket in memory if it is there, else
 * from its rows. What is asked and answered is told by {@link
 * io.tidemark.topology.view.RollupView}. For any thread.
 */
final class RollupReads {
  private final LiveSites sites;
  private final SiteRows siteRows;
  private final RemovedSites removed;
  private final StoredBuckets stored;
  private final LiveReads live;

  RollupReads(Rows rows, LiveSites sites, SiteRows siteRows, RemovedSites removed) {
    this.sites = sites;
    this.siteRows = siteRows;
    this.removed = removed;
    this.stored = new StoredBuckets(rows);
    this.live = new LiveReads(stored);
  }

  Optional<SiteSummary> site(String siteId) {
    LiveSite site = sites.get(siteId);
    return site != null ? site.notes.summary() : siteRows.get(siteId).flatMap(SiteRow::summary);
  }

  SiteQuality quality(String siteId) {
    LiveSite site = sites.get(siteId);
    return site != null
        ? site.notes.quality()
        : siteRows.get(siteId).map(SiteRow::quality).orElse(SiteQuality.NONE);
  }

  List<SiteSummary> sites() {
    Map<String, SiteSummary> all = siteRows.summaries();
    for (LiveSite site : sites.all()) {
      site.notes.summary().ifPresent(summary -> all.put(site.siteId, summary));
    }
    return List.copyOf(all.values());
  }

  Optional<BucketTotals> totals(String siteId, Level level, long startMs) {
    LiveSite site = sites.get(siteId);
    BucketTotals totals = site == null ? null : live.totals(site, level, startMs);
    return totals != null ? Optional.of(totals) : stored.totals(key(site, siteId, level, startMs));
  }

  /** A day that is not in memory, if it has events; null: it is there, or this is no day. */
  @SuppressWarnings("NullableOptional") // null is "ask memory", empty is "there is none"
  @Nullable Optional<BucketView> storedDay(String siteId, Level level, long startMs) {
    LiveSite site = sites.get(siteId);
    if (level != Level.DAY || (site != null && live.hasDay(site, startMs))) {
      return null;
    }
    return Optional.ofNullable(stored.day(key(site, siteId, level, startMs)));
  }

  TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    TopValues top = site == null ? null : live.top(site, key, dimension, limit);
    return top != null ? top : stored.top(key, dimension, limit);
  }

  long views(String siteId, Level level, long startMs, Dimension dimension, String value) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    long views = site == null ? -1 : live.views(site, key, dimension, utf8);
    return views >= 0 ? views : stored.views(key, dimension, utf8);
  }

  Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    Optional<ValueCount> found = site == null ? null : live.find(site, key, dimension, utf8);
    return (found != null ? found : Optional.ofNullable(stored.find(key, dimension, utf8)))
        .map(ValueCount::toTotals);
  }

  private BucketKey key(@Nullable LiveSite site, String siteId, Level level, long startMs) {
    String name = site == null ? removed.rowName(siteId) : site.rowName;
    return new BucketKey(name, level, startMs);
  }
}
