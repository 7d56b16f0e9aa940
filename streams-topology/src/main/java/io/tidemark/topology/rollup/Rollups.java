package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.BucketTotals;
import io.tidemark.topology.view.BucketView;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.RollupView;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.TopValues;
import io.tidemark.topology.view.ValueTotals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rollups of one partition: sites in memory above rows in a database (write-back).
 *
 * <p>Here stands what comes in. {@link LiveSites} is what memory holds, {@link Eviction} what
 * leaves it, {@link RollupReads} answers questions.
 *
 * <p>One thread, the stream thread, calls {@link #add} and, at each commit, {@link #write} and
 * {@link #written}. Any thread reads: from the bucket in memory if it is there, else from its rows.
 *
 * <p><b>Invariant</b>: a bucket leaves memory only after its rows were written; so rows never hold
 * less than what a reader could see before.
 */
public final class Rollups implements RollupView {
  private final Expiry expiry;
  private final RemovedSites removed;
  private final Progress progress;
  private final Carried carried;
  private final PartsOfSites parts;
  private final LiveSites sites;
  private final Eviction eviction;
  private final RollupReads reads;
  private final Dirty dirty = new Dirty();
  private final EventAdder adder;
  private long newestArrivalMs;

  public Rollups(Rows rows, RollupLimits limits) {
    this(rows, limits, RollupObserver.NONE);
  }

  public Rollups(Rows rows, RollupLimits limits, RollupObserver observer) {
    this.progress = new Progress(rows);
    this.carried = new Carried(rows);
    this.parts = new PartsOfSites(rows);
    this.expiry = new Expiry(rows, limits.retention());
    this.removed = new RemovedSites(rows, limits.retention());
    SiteRows siteRows = new SiteRows(rows, removed);
    this.sites = new LiveSites(rows, limits, observer, siteRows, removed, carried, parts);
    this.eviction = new Eviction(limits.cachedRows(), observer);
    this.reads = new RollupReads(rows, sites, siteRows, removed);
    this.adder = new EventAdder(limits, observer, dirty);
  }

  /**
   * Whether the event's site has had events here before, as far as memory knows, and all of them.
   */
  public boolean isLive(EventBytes event) {
    LiveSite site = sites.find(event);
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
    return sites.admits(event);
  }

  /**
   * Counts one event in each of its buckets. Those older than their level's retention at its
   * arrival are left out.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   */
  public void add(EventBytes event, long arrivalMs) {
    newestArrivalMs = Math.max(newestArrivalMs, arrivalMs);
    dirty.addEvent();
    LiveSite site = sites.touched(event);
    synchronized (site) {
      adder.add(site, event, arrivalMs, sites.flush());
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
    return carried.isAgain(partition, offset);
  }

  /** Whether {@link #isAgain} may say so of any record. */
  public boolean hasCarried() {
    return carried.any();
  }

  /** Whether an event that is {@link #isAgain counted again} is in rows that were carried over. */
  public boolean isInCarriedRows(EventBytes event) {
    return carried.holds(event);
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
    sites.touched(event).notes.duplicate();
  }

  /** Takes note of an event that is not counted because it is a bot's. */
  public void bot(EventBytes event, String reason) {
    sites.touched(event).notes.bot(reason);
  }

  /**
   * Takes note of what a gateway refused of a site, also if none of its events was counted yet: the
   * reports are another topic, and may be read before the events that came before them.
   *
   * <p>It is passed over if it was reported before the site was removed, or if the site is new and
   * there is no room for one more.
   *
   * @param reportedMs when it was reported, epoch milliseconds
   */
  public void refused(String siteId, Map<String, Long> countByReason, long reportedMs) {
    if (sites.admits(siteId) && !removed.isBefore(siteId, reportedMs)) {
      LiveSite site = sites.touched(siteId.getBytes(StandardCharsets.UTF_8));
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
    if (live != null) {
      live.forEachTable(eviction::gone);
    }
    removed.remove(siteId, summary, arrivalMs);
  }

  /** Whether what arrived then is older than the removal of its site; false if none was. */
  public boolean isRemoved(EventBytes event, long arrivalMs) {
    return removed.isBefore(Objects.requireNonNull(event.text(Field.SITE_ID)), arrivalMs);
  }

  /** Whether coming flushes have rows of removed sites to delete. */
  public boolean isPurging() {
    return removed.isPurging();
  }

  /** Rows of buckets kept in memory, as of the last flush. For any thread. */
  public long heldRows() {
    return eviction.heldRows();
  }

  /** Rows a flush would write, about. For any thread. */
  public int dirtyRows() {
    return dirty.rows();
  }

  /** Events added since the last flush. For the stream thread. */
  public long dirtyEvents() {
    return dirty.events();
  }

  /** Bytes a flush would write, about. For any thread. */
  public long dirtyBytes() {
    return dirty.bytes();
  }

  /** Buckets in memory. */
  public int liveBuckets() {
    return sites.all().stream().mapToInt(LiveSite::liveBuckets).sum();
  }

  /** Writes all that changed, and the deletion of what expired. */
  public void write(Rows.Batch batch) {
    if (expiry.isDue(newestArrivalMs)) {
      sites.all().forEach(site -> site.dropExpired(newestArrivalMs));
      expiry.write(batch, newestArrivalMs);
    }
    removed.write(batch);
    sites.write(batch, eviction::used);
    eviction.write(batch);
    parts.write(batch);
    progress.write(batch);
  }

  /** What was {@link #write written} is in the database now. */
  public void written() {
    removed.written();
    parts.written();
    sites.written();
    eviction.written(sites.flush());
    sites.flushed();
    dirty.clear();
  }

  @Override
  public Optional<SiteSummary> site(String siteId) {
    return reads.site(siteId);
  }

  @Override
  public SiteQuality quality(String siteId) {
    return reads.quality(siteId);
  }

  @Override
  public List<SiteSummary> sites() {
    return reads.sites();
  }

  @Override
  public Optional<BucketTotals> totals(String siteId, Level level, long startMs) {
    return reads.totals(siteId, level, startMs);
  }

  @Override
  public Optional<BucketView> bucket(String siteId, Level level, long startMs) {
    Optional<BucketView> stored = reads.storedDay(siteId, level, startMs);
    return stored != null ? stored : RollupView.super.bucket(siteId, level, startMs);
  }

  @Override
  public TopValues top(String siteId, Level level, long startMs, Dimension dimension, int limit) {
    return reads.top(siteId, level, startMs, dimension, limit);
  }

  @Override
  public long views(String siteId, Level level, long startMs, Dimension dimension, String value) {
    return reads.views(siteId, level, startMs, dimension, value);
  }

  @Override
  public Optional<ValueTotals> value(
      String siteId, Level level, long startMs, Dimension dimension, String value) {
    return reads.value(siteId, level, startMs, dimension, value);
  }
}
