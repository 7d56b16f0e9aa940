package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.SiteQuality;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sites in memory: an event takes its site into it, and a flush drops those without use. For
 * the stream thread; {@link #get} and {@link #all} for any.
 */
final class LiveSites {
  private static final SiteRow NEW_SITE = new SiteRow(Optional.empty(), SiteQuality.NONE);

  private final Rows rows;
  private final RollupLimits limits;
  private final RollupObserver observer;
  private final SiteRows stored;
  private final RemovedSites removed;
  private final Carried carried;
  private final PartsOfSites parts;

  /** The same sites twice: for any thread, and for the stream thread, which has bytes. */
  private final Map<String, LiveSite> byId = new ConcurrentHashMap<>();

  private final SliceMap<LiveSite> byBytes = new SliceMap<>();

  /** What {@link #find} found last. */
  private @Nullable LiveSite lastFound;

  private final List<LiveSite> dirty = new ArrayList<>();

  /** Sites here, in memory or not; -1: not counted yet. */
  private int count = -1;

  private long flush;

  LiveSites(
      Rows rows,
      RollupLimits limits,
      RollupObserver observer,
      SiteRows stored,
      RemovedSites removed,
      Carried carried,
      PartsOfSites parts) {
    this.rows = rows;
    this.limits = limits;
    this.observer = observer;
    this.stored = stored;
    this.removed = removed;
    this.carried = carried;
    this.parts = parts;
  }

  /** The site if it is in memory. */
  @Nullable LiveSite get(String siteId) {
    return byId.get(siteId);
  }

  /** Those in memory. */
  Collection<LiveSite> all() {
    return byId.values();
  }

  /** The event's site if it is in memory; asked several times of one event, looked up once. */
  @Nullable LiveSite find(EventBytes event) {
    byte[] source = event.source(Field.SITE_ID);
    int from = event.from(Field.SITE_ID);
    int to = event.to(Field.SITE_ID);
    LiveSite last = lastFound;
    if (last == null || !Arrays.equals(last.value, 0, last.value.length, source, from, to)) {
      last = byBytes.get(source, from, to, SliceHash.of(source, from, to));
      lastFound = last;
    }
    return last;
  }

  /** Whether the event's site is known, or there is room for one more. */
  boolean admits(EventBytes event) {
    return find(event) != null || admits(idOf(event));
  }

  /** Whether the site is known, or there is room for one more. */
  boolean admits(String siteId) {
    return byId.containsKey(siteId) || count() < limits.maxSites() || stored.has(siteId);
  }

  /** The event's site, taken into memory if it was not, and to be written by the next flush. */
  LiveSite touched(EventBytes event) {
    LiveSite site = find(event);
    return site == null ? touched(idOf(event).getBytes(StandardCharsets.UTF_8)) : touch(site);
  }

  /** The same of a site's id in UTF-8. */
  LiveSite touched(byte[] siteId) {
    LiveSite site = byBytes.get(siteId);
    return touch(site == null ? load(siteId) : site);
  }

  /** How many flushes there were. */
  long flush() {
    return flush;
  }

  /**
   * Forgets a site.
   *
   * @return what was in memory of it
   */
  @Nullable LiveSite remove(String siteId) {
    LiveSite live = byId.remove(siteId);
    if (live != null || stored.has(siteId)) {
      count = count() - 1;
    }
    if (live != null) {
      lastFound = null;
      byBytes.retain(site -> site != live);
      dirty.remove(live);
    }
    return live;
  }

  /**
   * Writes what changed.
   *
   * @param written is told of each bucket with tables among it
   */
  void write(Rows.Batch batch, Consumer<TableBucket> written) {
    for (LiveSite site : dirty) {
      site.write(batch);
      site.forEachDirty(written);
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    dirty.forEach(LiveSite::written);
    dirty.clear();
  }

  /** The flush is done: if there are too many sites, those that it did not write leave memory. */
  void flushed() {
    if (byId.size() > limits.cachedRows()) {
      dropUnused();
    }
    flush++;
  }

  private void dropUnused() {
    lastFound = null;
    byBytes.retain(
        site -> {
          boolean kept = site.lastTouched() == flush || site.liveBuckets() > 0;
          if (!kept) {
            byId.remove(site.siteId);
          }
          return kept;
        });
  }

  private LiveSite load(byte[] siteId) {
    String name = new String(siteId, StandardCharsets.UTF_8);
    Optional<SiteRow> row = stored.get(name);
    if (row.isEmpty()) {
      count = count() + 1;
    }
    LiveSite site =
        new LiveSite(siteId, removed.rowName(name), row.orElse(NEW_SITE), rows, limits, observer);
    site.isCarried = carried.any() && carried.has(name);
    site.isHot = parts.row(name) != null;
    byBytes.put(site);
    byId.put(site.siteId, site);
    return site;
  }

  private LiveSite touch(LiveSite site) {
    site.notes.keepQuality(site.isCarried && carried.isAgain());
    if (site.touch(flush)) {
      dirty.add(site);
    }
    return site;
  }

  private int count() {
    if (count < 0) {
      count = stored.count();
    }
    return count;
  }

  private static String idOf(EventBytes event) {
    return Objects.requireNonNull(event.text(Field.SITE_ID));
  }
}
