package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A site in memory: what its row says, and the bucket of each level that was added to last, so that
 * most events find theirs without a look-up. The stream thread writes, any thread reads {@link
 * #summary()} and {@link #quality()}.
 */
final class LiveSite {
  /** An event is late if it arrived more than this after its event time, milliseconds. */
  private static final long LATE_MS = 3_600_000L;

  /** Most reasons kept apart; a sender may set {@code bot} to anything. */
  private static final int MOST_REASONS = 64;

  private static final String OTHER = "other";

  private final String siteId;
  private final Map<Level, Bucket> open = new EnumMap<>(Level.class);
  private final Map<String, Long> bots;
  private final Map<String, Long> refused;
  private volatile Optional<SiteSummary> summary;
  private long accepted;
  private long late;
  private long duplicates;
  private boolean dirty;
  private long lastTouched;

  LiveSite(String siteId, SiteRow row) {
    this.siteId = siteId;
    this.summary = row.summary();
    this.accepted = row.quality().accepted();
    this.late = row.quality().late();
    this.duplicates = row.quality().duplicates();
    this.bots = new HashMap<>(row.quality().bots());
    this.refused = new HashMap<>(row.quality().refused());
  }

  String siteId() {
    return siteId;
  }

  /** Empty if none of its events was counted. */
  Optional<SiteSummary> summary() {
    return summary;
  }

  synchronized SiteQuality quality() {
    return new SiteQuality(accepted, late, duplicates, bots, refused);
  }

  /** Takes note of an event that is counted. */
  synchronized void counted(long eventTimeMs, long arrivalMs) {
    arrived();
    if (arrivalMs - eventTimeMs > LATE_MS) {
      late++;
    }
    SiteSummary before = summary.orElse(null);
    if (before == null) {
      summary = Optional.of(new SiteSummary(siteId, eventTimeMs, eventTimeMs));
    } else if (eventTimeMs > before.newestEventMs() || eventTimeMs < before.oldestEventMs()) {
      summary =
          Optional.of(
              new SiteSummary(
                  siteId,
                  Math.min(eventTimeMs, before.oldestEventMs()),
                  Math.max(eventTimeMs, before.newestEventMs())));
    }
  }

  /** Takes note of an event that was counted before. */
  synchronized void duplicate() {
    arrived();
    duplicates++;
  }

  /** Takes note of an event of a bot. */
  synchronized void bot(String reason) {
    arrived();
    add(bots, reason, 1);
  }

  /** Takes note of what a gateway refused. */
  synchronized void refused(String reason, long count) {
    add(refused, reason, count);
  }

  /** The bucket added to last, if it is the one that starts then and still in memory. */
  @Nullable Bucket open(Level level, long startMs) {
    Bucket bucket = open.get(level);
    return bucket != null && bucket.key().startMs() == startMs && !bucket.isEvicted()
        ? bucket
        : null;
  }

  void open(Level level, Bucket bucket) {
    open.put(level, bucket);
  }

  /** Marks it as used before this flush; true if it was clean. */
  boolean touch(long flush) {
    boolean wasClean = !dirty;
    dirty = true;
    lastTouched = flush;
    return wasClean;
  }

  long lastTouched() {
    return lastTouched;
  }

  void write(Rows.Batch batch) {
    batch.put(RowKeys.site(siteId), new SiteRow(summary, quality()).toBytes());
  }

  void written() {
    dirty = false;
  }

  private void arrived() {
    accepted++;
  }

  private static void add(Map<String, Long> counts, String reason, long count) {
    boolean room = counts.size() < MOST_REASONS || counts.containsKey(reason);
    counts.merge(room ? reason : OTHER, count, Long::sum);
  }
}
