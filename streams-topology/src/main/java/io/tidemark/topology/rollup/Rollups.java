package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
  private static final SiteRow NEW_SITE = new SiteRow(Optional.empty(), SiteQuality.NONE);

  /** A table that holds more is worth trimming to its top values. */
  private static final int TRIMMED_ROWS = RollupView.MAX_TOP + 1;

  /** Bytes of a dirty row apart from its value's text, about. */
  private static final int ROW_BYTES = 64;

  private final Rows rows;
  private final StoredBuckets stored;
  private final RollupLimits limits;
  private final Expiry expiry;
  private final Map<String, LiveSite> sites = new ConcurrentHashMap<>();
  private final Map<BucketKey, Bucket> buckets = new ConcurrentHashMap<>();
  private final Recency recency = new Recency();
  private final List<Bucket> dirtyBuckets = new ArrayList<>();
  private final List<LiveSite> dirtySites = new ArrayList<>();
  private List<Bucket> leaving = List.of();
  private int dirtyRows;
  private long dirtyBytes;
  private int siteCount = -1;
  private long newestArrivalMs;
  private long flush;

  public Rollups(Rows rows, RollupLimits limits) {
    this.rows = rows;
    this.stored = new StoredBuckets(rows);
    this.limits = limits;
    this.expiry = new Expiry(rows, limits.retention());
  }

  /**
   * Whether an event of this site can be counted: the site is known, or there is room for one more.
   */
  public boolean admits(String siteId) {
    return isKnown(siteId) || siteCount() < limits.maxSites();
  }

  /**
   * Counts one event in each of its buckets. Those older than their level's retention at its
   * arrival are left out.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  public void add(Event event, long arrivalMs) {
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    LiveSite site = touched(event.siteId());
    site.counted(event.timestampMs(), arrivalMs);
    Hit hit = Hit.of(event, limits.dimensions());
    List<Hit.Value> pathOnly = hit.pathOnly();
    for (Level level : LEVELS) {
      long startMs = level.startOf(event.timestampMs(), ZoneOffset.UTC);
      if (!limits.retention().isExpired(level, startMs, arrivalMs)) {
        add(site, level, startMs, hit, limits.keepsAll(level) ? hit.values() : pathOnly);
      }
    }
  }

  /** Takes note of an event that is not counted because its id was. */
  public void duplicate(String siteId) {
    touched(siteId).duplicate();
  }

  /** Takes note of an event that is not counted because it is a bot's. */
  public void bot(String siteId, String reason) {
    touched(siteId).bot(reason);
  }

  /** Takes note of what a gateway refused of a site; of an unknown one, nothing. */
  public void refused(String siteId, Map<String, Long> countByReason) {
    if (isKnown(siteId)) {
      LiveSite site = touched(siteId);
      countByReason.forEach(site::refused);
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
    dirtyBuckets.forEach(recency::used);
    leaving = longestUnused();
    leaving.forEach(bucket -> bucket.seal(batch));
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
    return live != null ? live.summary() : storedSite(siteId).flatMap(SiteRow::summary);
  }

  @Override
  public SiteQuality quality(String siteId) {
    LiveSite live = sites.get(siteId);
    return live != null
        ? live.quality()
        : storedSite(siteId).map(SiteRow::quality).orElse(SiteQuality.NONE);
  }

  @Override
  public List<SiteSummary> sites() {
    Map<String, SiteSummary> all = new HashMap<>();
    try (Rows.Cursor cursor = rows.scan(RowKeys.sitesFrom(), RowKeys.sitesTo())) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        SiteRow.read(siteId, cursor.value()).summary().ifPresent(site -> all.put(siteId, site));
      }
    }
    sites.forEach((siteId, live) -> live.summary().ifPresent(site -> all.put(siteId, site)));
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
  public TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    TopValues top = live == null ? null : live.top(dimension, limit);
    return top != null ? top : stored.top(RowKeys.bucket(key), dimension.code(), limit);
  }

  @Override
  public long views(String siteId, Level level, long startMs, Dimension dimension, String value) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    long views = live == null ? -1 : live.views(dimension, value);
    return views >= 0 ? views : stored.views(RowKeys.bucket(key), dimension.code(), value);
  }

  @Override
  public Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value) {
    BucketKey key = new BucketKey(siteId, level, startMs);
    Bucket live = buckets.get(key);
    Optional<ValueTotals> totals = live == null ? null : live.value(dimension, value);
    return totals != null ? totals : stored.value(RowKeys.bucket(key), dimension.code(), value);
  }

  private void add(LiveSite site, Level level, long startMs, Hit hit, List<Hit.Value> values) {
    Bucket bucket = site.open(level, startMs);
    if (bucket == null) {
      bucket = bucket(new BucketKey(site.siteId(), level, startMs));
      site.open(level, bucket);
    }
    boolean wasClean = !bucket.isDirty();
    int newRows = bucket.add(hit, values, flush);
    if (wasClean) {
      dirtyBuckets.add(bucket);
    }
    if (newRows > 0) {
      dirtyRows += newRows;
      dirtyBytes += newRows * (long) (ROW_BYTES + hit.longestValue());
    }
  }

  private Bucket bucket(BucketKey key) {
    Bucket live = buckets.get(key);
    if (live == null) {
      live = Bucket.load(key, rows, dimension -> limits.kind(key.level(), dimension));
      buckets.put(key, live);
    }
    return live;
  }

  private boolean isKnown(String siteId) {
    return sites.containsKey(siteId) || rows.get(RowKeys.site(siteId)) != null;
  }

  private Optional<SiteRow> storedSite(String siteId) {
    return Optional.ofNullable(rows.get(RowKeys.site(siteId)))
        .map(row -> SiteRow.read(siteId, row));
  }

  /** The site in memory, to be written by the next flush. */
  private LiveSite touched(String siteId) {
    LiveSite live = sites.get(siteId);
    if (live == null) {
      Optional<SiteRow> row = storedSite(siteId);
      if (row.isEmpty()) {
        siteCount = siteCount() + 1;
      }
      live = new LiveSite(siteId, row.orElse(NEW_SITE));
      sites.put(siteId, live);
    }
    if (live.touch(flush)) {
      dirtySites.add(live);
    }
    return live;
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

  /**
   * The buckets that leave memory because it holds too many rows, a quarter more than needed, so
   * that this is not done at each flush.
   */
  private List<Bucket> longestUnused() {
    long held = recency.heldRows();
    if (held <= limits.cachedRows()) {
      return List.of();
    }
    List<Bucket> chosen = new ArrayList<>();
    Bucket bucket = recency.oldest();
    while (bucket != null && held > limits.cachedRows() * 3L / 4) {
      chosen.add(bucket);
      held -= bucket.listedRows;
      bucket = Recency.next(bucket);
    }
    return chosen;
  }

  /** Evicts, or, if a bucket is large and was used since the last flush, trims. */
  private void evictLeaving() {
    for (Bucket bucket : leaving) {
      if (bucket.listedRows > TRIMMED_ROWS && bucket.lastTouched() == flush) {
        bucket.trim();
        recency.resized(bucket);
      } else {
        recency.remove(bucket);
        buckets.remove(bucket.key());
        bucket.evict();
      }
    }
    leaving = List.of();
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
                recency.remove(bucket);
                bucket.evict();
              }
              return expired;
            });
    dirtyBuckets.removeIf(Bucket::isEvicted);
  }
}
