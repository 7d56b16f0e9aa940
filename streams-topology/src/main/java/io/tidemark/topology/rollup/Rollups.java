package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Event;
import io.tidemark.topology.TopologyConfig.Caps;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopPaths;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rollups of one partition: buckets in memory above rows in a database (write-back).
 *
 * <p>One thread, the stream thread, calls {@link #add} and, at each commit, {@link #write} and
 * {@link #written}. Any thread reads: from the bucket in memory if it is there, else from its rows.
 *
 * <p><b>Invariant</b>: a bucket leaves memory only after its rows were written; so rows never hold
 * less than what a reader could see before.
 */
public final class Rollups implements RollupView {
  private static final Level[] LEVELS = Level.values();

  /** Bytes of a dirty row apart from its value's text, about. */
  private static final int ROW_BYTES = 64;

  private final Rows rows;
  private final StoredBuckets stored;
  private final Limits limits;
  private final Expiry expiry;
  private final Map<String, LiveSite> sites = new ConcurrentHashMap<>();
  private final Map<BucketKey, Bucket> buckets = new ConcurrentHashMap<>();
  private final List<Bucket> dirtyBuckets = new ArrayList<>();
  private final List<LiveSite> dirtySites = new ArrayList<>();
  private List<Bucket> leaving = List.of();
  private int dirtyRows;
  private long dirtyBytes;
  private long heldRowsAtMost;
  private int siteCount = -1;
  private long newestArrivalMs;
  private long flush;

  /**
   * What bounds the rollups of one partition.
   *
   * @param caps most values a bucket
   * @param maxSites most sites
   * @param cachedRows most rows kept in memory after a flush
   */
  public record Limits(Retention retention, Caps caps, int maxSites, int cachedRows) {
    int cap(Level level) {
      return switch (level) {
        case MINUTE -> caps.minute();
        case HOUR -> caps.hour();
        case DAY -> caps.day();
        case ALL -> caps.all();
      };
    }
  }

  public Rollups(Rows rows, Limits limits) {
    this.rows = rows;
    this.stored = new StoredBuckets(rows);
    this.limits = limits;
    this.expiry = new Expiry(rows, limits.retention());
  }

  /**
   * Whether an event of this site can be counted: the site is known, or there is room for one more.
   */
  public boolean admits(String siteId) {
    return sites.containsKey(siteId)
        || rows.get(RowKeys.site(siteId)) != null
        || siteCount() < limits.maxSites();
  }

  /**
   * Counts one event in each of its buckets. Those older than their level's retention at its
   * arrival are left out.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  public void add(Event event, long arrivalMs) {
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    LiveSite site = site(event);
    countSite(site, event.timestampMs());
    Hit hit = Hit.of(event);
    for (Level level : LEVELS) {
      long startMs = level.startOf(event.timestampMs(), ZoneOffset.UTC);
      if (!limits.retention().isExpired(level, startMs, arrivalMs)) {
        add(site, level, startMs, hit);
      }
    }
  }

  /** Rows a flush would write, about. */
  public int dirtyRows() {
    return dirtyRows;
  }

  /** Bytes a flush would write, about. */
  public long dirtyBytes() {
    return dirtyBytes;
  }

  /** Buckets in memory. */
  public int liveBuckets() {
    return buckets.size();
  }

  /** Writes all that changed, and the deletion of what expired. */
  public void write(Rows.Batch batch) {
    if (expiry.isDue(newestArrivalMs)) {
      dropExpired();
      expiry.write(batch, newestArrivalMs);
    }
    dirtySites.forEach(site -> site.write(batch));
    dirtyBuckets.forEach(bucket -> bucket.write(batch));
    if (heldRowsAtMost > limits.cachedRows()) {
      leaving = Eviction.choose(buckets.values(), limits.cachedRows());
      leaving.forEach(bucket -> bucket.seal(batch));
    }
  }

  /** What was {@link #write written} is in the database now. */
  public void written() {
    dirtySites.forEach(LiveSite::written);
    dirtySites.clear();
    dirtyBuckets.forEach(Bucket::written);
    dirtyBuckets.clear();
    evictLeaving();
    if (sites.size() > limits.cachedRows()) {
      sites.values().removeIf(site -> site.lastTouched() < flush);
    }
    dirtyRows = 0;
    dirtyBytes = 0;
    flush++;
  }

  @Override
  public Optional<SiteSummary> site(String siteId) {
    LiveSite live = sites.get(siteId);
    return live != null
        ? Optional.of(live.summary())
        : Optional.ofNullable(rows.get(RowKeys.site(siteId))).map(row -> SiteRow.read(siteId, row));
  }

  @Override
  public List<SiteSummary> sites() {
    Map<String, SiteSummary> all = new HashMap<>();
    try (Rows.Cursor cursor = rows.scan(RowKeys.sitesFrom(), RowKeys.sitesTo())) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        all.put(siteId, SiteRow.read(siteId, cursor.value()));
      }
    }
    sites.forEach((siteId, live) -> all.put(siteId, live.summary()));
    return List.copyOf(all.values());
  }

  @Override
  public Optional<BucketTotals> totals(String siteId, Level level, long startMs) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    BucketTotals totals = live == null ? null : live.totals();
    return totals != null ? Optional.of(totals) : stored.totals(RowKeys.bucket(key));
  }

  @Override
  public TopPaths top(String siteId, Level level, long startMs, int limit) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    TopPaths top = live == null ? null : live.top(limit);
    return top != null ? top : stored.top(RowKeys.bucket(key), limit);
  }

  @Override
  public long views(String siteId, Level level, long startMs, String path) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    long views = live == null ? -1 : live.views(path);
    return views >= 0 ? views : stored.views(RowKeys.bucket(key), path);
  }

  private void add(LiveSite site, Level level, long startMs, Hit hit) {
    Bucket bucket = site.open(level, startMs);
    if (bucket == null) {
      bucket = bucket(new BucketKey(site.summary().siteId(), level, startMs));
      site.open(level, bucket);
    }
    boolean wasClean = !bucket.isDirty();
    int newRows = bucket.add(hit, flush);
    if (wasClean) {
      dirtyBuckets.add(bucket);
    }
    if (newRows > 0) {
      String path = hit.path();
      dirtyRows += newRows;
      heldRowsAtMost += newRows;
      dirtyBytes += newRows * (long) (ROW_BYTES + (path == null ? 0 : path.length()));
    }
  }

  private Bucket bucket(BucketKey key) {
    Bucket live = buckets.get(key);
    if (live == null) {
      live = Bucket.load(key, rows, limits.cap(key.level()));
      buckets.put(key, live);
      heldRowsAtMost += live.heldRows();
    }
    return live;
  }

  private LiveSite site(Event event) {
    String siteId = event.siteId();
    LiveSite live = sites.get(siteId);
    if (live == null) {
      byte @Nullable [] row = rows.get(RowKeys.site(siteId));
      if (row == null) {
        siteCount = siteCount() + 1;
        live = new LiveSite(new SiteSummary(siteId, Long.MAX_VALUE, -1));
      } else {
        live = new LiveSite(SiteRow.read(siteId, row));
      }
      sites.put(siteId, live);
    }
    return live;
  }

  private void countSite(LiveSite site, long eventTimeMs) {
    boolean wasClean = !site.isDirty();
    site.counted(eventTimeMs, flush);
    if (wasClean && site.isDirty()) {
      dirtySites.add(site);
    }
  }

  private int siteCount() {
    if (siteCount < 0) {
      int count = 0;
      try (Rows.Cursor cursor = rows.scan(RowKeys.sitesFrom(), RowKeys.sitesTo())) {
        while (cursor.next()) {
          count++;
        }
      }
      siteCount = count;
    }
    return siteCount;
  }

  private void evictLeaving() {
    if (leaving.isEmpty()) {
      return;
    }
    for (Bucket bucket : leaving) {
      if (bucket.heldRows() > Eviction.TRIMMED_ROWS && bucket.lastTouched() == flush) {
        bucket.trim();
      } else {
        buckets.remove(bucket.key());
        bucket.evict();
      }
    }
    leaving = List.of();
    heldRowsAtMost = Eviction.heldRows(buckets.values());
  }

  /** Expired buckets leave memory unwritten; their rows are deleted. */
  private void dropExpired() {
    buckets
        .values()
        .removeIf(
            bucket -> {
              BucketKey key = bucket.key();
              boolean expired =
                  limits.retention().isExpired(key.level(), key.startMs(), newestArrivalMs);
              if (expired) {
                bucket.evict();
              }
              return expired;
            });
    dirtyBuckets.removeIf(Bucket::isEvicted);
  }
}
