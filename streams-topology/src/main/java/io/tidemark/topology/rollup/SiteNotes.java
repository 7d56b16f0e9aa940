package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a site as a whole, in memory: when its events were, and what became of them. The
 * stream thread writes, any thread reads.
 */
final class SiteNotes {
  /** An event is late if it arrived more than this after its event time, milliseconds. */
  private static final long LATE_MS = 3_600_000L;

  /** Most reasons kept apart; a sender may set {@code bot} to anything. */
  private static final int MOST_REASONS = 64;

  private static final String OTHER = "other";

  private final String siteId;
  private final Map<String, Long> bots;
  private final Map<String, Long> refused;
  private long oldestEventMs = Long.MAX_VALUE;
  private long newestEventMs = -1;
  private long accepted;
  private long late;
  private long duplicates;

  /** Whether what became of events is in the quality already: they are counted again. */
  private boolean qualityIsKept;

  SiteNotes(String siteId, SiteRow row) {
    this.siteId = siteId;
    row.summary()
        .ifPresent(
            summary -> {
              oldestEventMs = summary.oldestEventMs();
              newestEventMs = summary.newestEventMs();
            });
    this.accepted = row.quality().accepted();
    this.late = row.quality().late();
    this.duplicates = row.quality().duplicates();
    this.bots = new HashMap<>(row.quality().bots());
    this.refused = new HashMap<>(row.quality().refused());
  }

  /** From now on the quality stays as it is, or not. For the stream thread. */
  void keepQuality(boolean kept) {
    qualityIsKept = kept;
  }

  /** The latest event time counted, epoch milliseconds; -1: none. For the stream thread. */
  long newestEventMs() {
    return newestEventMs;
  }

  /** Empty if none of its events was counted. */
  synchronized Optional<SiteSummary> summary() {
    return newestEventMs < 0
        ? Optional.empty()
        : Optional.of(new SiteSummary(siteId, oldestEventMs, newestEventMs));
  }

  synchronized SiteQuality quality() {
    return new SiteQuality(accepted, late, duplicates, bots, refused);
  }

  /** Takes note of an event that is counted. */
  synchronized void counted(long eventTimeMs, long arrivalMs) {
    arrived();
    if (!qualityIsKept && arrivalMs - eventTimeMs > LATE_MS) {
      late++;
    }
    oldestEventMs = Math.min(oldestEventMs, eventTimeMs);
    newestEventMs = Math.max(newestEventMs, eventTimeMs);
  }

  /** Takes note of an event that was counted before. */
  synchronized void duplicate() {
    arrived();
    duplicates += qualityIsKept ? 0 : 1;
  }

  /** Takes note of an event of a bot. */
  synchronized void bot(String reason) {
    arrived();
    if (!qualityIsKept) {
      add(bots, reason, 1);
    }
  }

  /** Takes note of what a gateway refused. */
  synchronized void refused(String reason, long count) {
    add(refused, reason, count);
  }

  /** The site's row, made in an empty one. */
  synchronized byte[] toRow(RowWriter row) {
    return new SiteRow(summary(), quality()).toBytes(row);
  }

  private void arrived() {
    accepted += qualityIsKept ? 0 : 1;
  }

  private static void add(Map<String, Long> counts, String reason, long count) {
    boolean room = counts.size() < MOST_REASONS || counts.containsKey(reason);
    counts.merge(room ? reason : OTHER, count, Long::sum);
  }
}
