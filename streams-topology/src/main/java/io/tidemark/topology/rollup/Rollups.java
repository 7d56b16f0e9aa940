package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rollups of one partition: sites in memory above rows in a database (write-back).
 *
 * <p>One thread, the stream thread, calls {@link #add} and, at each commit, {@link #write} and
 * {@link #written}. Any thread reads: from the bucket in memory if it is there, else from its rows.
 *
 * <p><b>Invariant</b>: a bucket leaves memory only after its rows were written; so rows never hold
 * less than what a reader could see before.
 */
public final class Rollups implements RollupView {
  private static final SiteRow NEW_SITE = new SiteRow(Optional.empty(), SiteQuality.NONE);

  /** A bucket that holds more is worth trimming to its top values. */
  private static final int TRIMMED_ROWS = RollupView.MAX_TOP + 1 + ValueCount.HOURS;

  private final Rows rows;
  private final RollupLimits limits;
  private final RollupObserver observer;
  private final StoredBuckets stored;
  private final LiveReads live;
  private final Expiry expiry;
  private final RemovedSites removed;
  private final Progress progress;
  private final Carried carried;
  private final PartsOfSites parts;
  private final Dirty dirty = new Dirty();
  private final EventAdder adder;

  /** The same sites twice: for any thread, and for the stream thread, which has bytes. */
  private final Map<String, LiveSite> sites = new ConcurrentHashMap<>();

  private final SliceMap<LiveSite> sitesByBytes = new SliceMap<>();

  /** What {@link #find} found last. */
  private @Nullable LiveSite lastFound;

  private final Recency recency = new Recency();
  private final List<LiveSite> dirtySites = new ArrayList<>();
  private List<TableBucket> leaving = List.of();
  private int siteCount = -1;
  private volatile long heldRows;
  private long newestArrivalMs;
  private long flush;

  /** Whether the record at hand was counted by the generation before this one. */
  private boolean again;

  public Rollups(Rows rows, RollupLimits limits) {
    this(rows, limits, RollupObserver.NONE);
  }

  public Rollups(Rows rows, RollupLimits limits, RollupObserver observer) {
    this.rows = rows;
    this.observer = observer;
    this.limits = limits;
    this.stored = new StoredBuckets(rows);
    this.live = new LiveReads(stored);
    this.progress = new Progress(rows);
    this.carried = new Carried(rows);
    this.parts = new PartsOfSites(rows);
    this.expiry = new Expiry(rows, limits.retention());
    this.removed = new RemovedSites(rows, limits.retention());
    this.adder = new EventAdder(limits, observer, dirty);
  }

  /**
   * Whether the event's site has had events here before, as far as memory knows, and all of them.
   */
  public boolean isLive(EventBytes event) {
    LiveSite site = find(event);
    return site != null && !site.isHot;
  }

  /** What is known of hot sites here. */
  public PartsOfSites parts() {
    return parts;
  }

  /** Takes note of what is known of a hot site from now on. */
  public void setParts(String siteId, PartsRow row) {
    parts.put(siteId, row);
    LiveSite site = sites.get(siteId);
    if (site != null) {
      site.isHot = true;
    }
  }

  @Override
  public int parts(String siteId) {
    return parts.of(siteId);
  }

  @Override
  public boolean hasHotSites() {
    return parts.any();
  }

  /**
   * Whether an event of this site can be counted: the site is known, or there is room for one more.
   */
  public boolean admits(EventBytes event) {
    return find(event) != null || siteRow(siteOf(event)) != null || siteCount() < limits.maxSites();
  }

  /**
   * Counts one event in each of its buckets. Those older than their level's retention at its
   * arrival are left out.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  public void add(EventBytes event, long arrivalMs) {
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    LiveSite site = touched(event);
    synchronized (site) {
      adder.add(site, event, arrivalMs, flush);
    }
  }

  /**
   * Whether a record was counted by the generation from which rows were carried over, see {@link
   * Carry}. To be asked for each record, before anything is done with it.
   *
   * @param partition where in {@code events} it arrived
   * @param offset its offset there
   */
  public boolean isAgain(int partition, long offset) {
    again = carried.isAgain(partition, offset);
    return again;
  }

  /** Whether {@link #isAgain} may say so of any record. */
  public boolean hasCarried() {
    return carried.any();
  }

  /** Whether an event that is {@link #isAgain counted again} is in rows that were carried over. */
  public boolean isInCarriedRows(EventBytes event) {
    return again && carried.holds(event);
  }

  /** Takes note that all records of the topic {@code events} before an offset were dealt with. */
  public void countedTo(long offset) {
    progress.moved(offset);
  }

  @Override
  public long countedTo() {
    return progress.countedTo();
  }

  /** Takes note of an event that is not counted because its id was. */
  public void duplicate(EventBytes event) {
    touched(event).notes.duplicate();
  }

  /** Takes note of an event that is not counted because it is a bot's. */
  public void bot(EventBytes event, String reason) {
    touched(event).notes.bot(reason);
  }

  /** Takes note of what a gateway refused of a site; of an unknown one, nothing. */
  public void refused(String siteId, Map<String, Long> countByReason) {
    if (sites.containsKey(siteId) || siteRow(siteId) != null) {
      LiveSite site = touched(siteId.getBytes(StandardCharsets.UTF_8));
      countByReason.forEach(site.notes::refused);
    }
  }

  /**
   * Forgets all that was counted of a site. What is added from now on counts as if it were new.
   *
   * @param arrivalMs when the removal was asked for, epoch milliseconds
   */
  public void remove(String siteId, long arrivalMs) {
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    Optional<SiteSummary> summary = site(siteId);
    LiveSite live = sites.remove(siteId);
    if (live != null || siteRow(siteId) != null) {
      siteCount = siteCount() - 1;
    }
    if (live != null) {
      lastFound = null;
      sitesByBytes.retain(site -> site != live);
      dirtySites.remove(live);
      live.forEachTable(recency::remove);
    }
    removed.remove(siteId, summary, arrivalMs);
  }

  /** Whether what arrived then is older than the removal of its site; false if none was. */
  public boolean isRemoved(EventBytes event, long arrivalMs) {
    return removed.isBefore(siteOf(event), arrivalMs);
  }

  /** Whether coming flushes have rows of removed sites to delete. */
  public boolean isPurging() {
    return removed.isPurging();
  }

  /** Rows of buckets kept in memory, as of the last flush. For any thread. */
  public long heldRows() {
    return heldRows;
  }

  /** Rows a flush would write, about. For any thread. */
  public int dirtyRows() {
    return dirty.rows();
  }

  /** Bytes a flush would write, about. For any thread. */
  public long dirtyBytes() {
    return dirty.bytes();
  }

  /** Buckets in memory. */
  public int liveBuckets() {
    return sites.values().stream().mapToInt(LiveSite::liveBuckets).sum();
  }

  /** Writes all that changed, and the deletion of what expired. */
  public void write(Rows.Batch batch) {
    if (expiry.isDue(newestArrivalMs)) {
      sites.values().forEach(site -> site.dropExpired(newestArrivalMs));
      expiry.write(batch, newestArrivalMs);
    }
    removed.write(batch);
    dirtySites.forEach(site -> site.write(batch));
    dirtySites.forEach(site -> site.forEachDirty(recency::used));
    leaving = longestUnused();
    leaving.forEach(bucket -> bucket.site.seal(bucket, batch));
    parts.write(batch);
    progress.write(batch);
  }

  /** What was {@link #write written} is in the database now. */
  public void written() {
    removed.written();
    parts.written();
    dirtySites.forEach(LiveSite::written);
    dirtySites.clear();
    evictLeaving();
    if (sites.size() > limits.cachedRows()) {
      dropUnusedSites();
    }
    dirty.clear();
    heldRows = recency.heldRows();
    flush++;
  }

  @Override
  public Optional<SiteSummary> site(String siteId) {
    LiveSite site = sites.get(siteId);
    return site != null ? site.notes.summary() : storedSite(siteId).flatMap(SiteRow::summary);
  }

  @Override
  public SiteQuality quality(String siteId) {
    LiveSite site = sites.get(siteId);
    return site != null
        ? site.notes.quality()
        : storedSite(siteId).map(SiteRow::quality).orElse(SiteQuality.NONE);
  }

  @Override
  public List<SiteSummary> sites() {
    Map<String, SiteSummary> all = new HashMap<>();
    try (Rows.Cursor cursor = rows.scan(RowKeys.sitesFrom(), RowKeys.sitesTo())) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        if (removed.hidesRow(siteId)) {
          continue;
        }
        SiteRow.read(siteId, cursor.value()).summary().ifPresent(site -> all.put(siteId, site));
      }
    }
    sites.forEach(
        (siteId, site) -> site.notes.summary().ifPresent(summary -> all.put(siteId, summary)));
    return List.copyOf(all.values());
  }

  @Override
  public Optional<BucketTotals> totals(String siteId, Level level, long startMs) {
    LiveSite site = sites.get(siteId);
    BucketTotals totals = site == null ? null : live.totals(site, level, startMs);
    return totals != null ? Optional.of(totals) : stored.totals(key(site, siteId, level, startMs));
  }

  @Override
  public TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    TopValues top = site == null ? null : live.top(site, key, dimension, limit);
    return top != null ? top : stored.top(key, dimension, limit);
  }

  @Override
  public long views(String siteId, Level level, long startMs, Dimension dimension, String value) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    long views = site == null ? -1 : live.views(site, key, dimension, utf8);
    return views >= 0 ? views : stored.views(key, dimension, utf8);
  }

  @Override
  public Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value) {
    LiveSite site = sites.get(siteId);
    BucketKey key = key(site, siteId, level, startMs);
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    Optional<ValueCount> found = site == null ? null : live.find(site, key, dimension, utf8);
    return (found != null ? found : Optional.ofNullable(stored.find(key, dimension, utf8)))
        .map(ValueCount::toTotals);
  }

  private Optional<SiteRow> storedSite(String siteId) {
    return Optional.ofNullable(siteRow(siteId)).map(row -> SiteRow.read(siteId, row));
  }

  private byte @Nullable [] siteRow(String siteId) {
    return removed.hidesRow(siteId) ? null : rows.get(RowKeys.site(siteId));
  }

  private BucketKey key(@Nullable LiveSite site, String siteId, Level level, long startMs) {
    String name = site == null ? removed.rowName(siteId) : site.rowName;
    return new BucketKey(name, level, startMs);
  }

  /** The event's site if it is in memory; asked several times of one event, looked up once. */
  private @Nullable LiveSite find(EventBytes event) {
    byte[] source = event.source(Field.SITE_ID);
    int from = event.from(Field.SITE_ID);
    int to = event.to(Field.SITE_ID);
    LiveSite last = lastFound;
    if (last == null || !Arrays.equals(last.value, 0, last.value.length, source, from, to)) {
      last = sitesByBytes.get(source, from, to, SliceHash.of(source, from, to));
      lastFound = last;
    }
    return last;
  }

  private static String siteOf(EventBytes event) {
    return Objects.requireNonNull(event.text(Field.SITE_ID));
  }

  private LiveSite touched(EventBytes event) {
    LiveSite site = find(event);
    if (site == null) {
      return touched(siteOf(event).getBytes(StandardCharsets.UTF_8));
    }
    touch(site);
    return site;
  }

  /** The site in memory, to be written by the next flush. */
  private LiveSite touched(byte[] siteId) {
    LiveSite site = sitesByBytes.get(siteId);
    if (site == null) {
      String name = new String(siteId, StandardCharsets.UTF_8);
      Optional<SiteRow> row = storedSite(name);
      if (row.isEmpty()) {
        siteCount = siteCount() + 1;
      }
      site =
          new LiveSite(siteId, removed.rowName(name), row.orElse(NEW_SITE), rows, limits, observer);
      site.isCarried = carried.any() && carried.has(name);
      site.isHot = parts.row(name) != null;
      sitesByBytes.put(site);
      sites.put(site.siteId, site);
    }
    touch(site);
    return site;
  }

  private void touch(LiveSite site) {
    site.notes.keepQuality(again && site.isCarried);
    if (site.touch(flush)) {
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

  /**
   * The buckets that leave memory because it holds too many rows, a quarter more than needed, so
   * that this is not done at each flush.
   */
  private List<TableBucket> longestUnused() {
    long held = recency.heldRows();
    if (held <= limits.cachedRows()) {
      return List.of();
    }
    List<TableBucket> chosen = new ArrayList<>();
    TableBucket bucket = recency.oldest();
    while (bucket != null && held > limits.cachedRows() * 3L / 4) {
      chosen.add(bucket);
      held -= bucket.listedRows;
      bucket = Recency.next(bucket);
    }
    return chosen;
  }

  /** Evicts, or, if a bucket is large and was used since the last flush, trims. */
  private void evictLeaving() {
    for (TableBucket bucket : leaving) {
      if (bucket.listedRows > TRIMMED_ROWS && bucket.lastTouched == flush) {
        bucket.site.trim(bucket);
        recency.resized(bucket);
      } else {
        recency.remove(bucket);
        bucket.site.evict(bucket);
      }
    }
    if (!leaving.isEmpty()) {
      observer.evicted(leaving.size());
    }
    leaving = List.of();
  }

  private void dropUnusedSites() {
    lastFound = null;
    sitesByBytes.retain(
        site -> {
          boolean kept = site.lastTouched() == flush || site.liveBuckets() > 0;
          if (!kept) {
            sites.remove(site.siteId);
          }
          return kept;
        });
  }
}
