package io.tidemark.topology.process;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.topology.dedup.SeenEvents;
import io.tidemark.topology.rollup.PartsOfSites;
import io.tidemark.topology.rollup.PartsRow;
import io.tidemark.topology.rollup.Rollups;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts each event of a partition once: leaves out bots and what was seen within the
 * de-duplication window, adds the rest to its buckets. For the stream thread alone.
 *
 * <p>All that may refuse an event comes before anything changes, so none is half counted.
 */
final class EventCounter {
  private final Supplier<Rollups> rollups;
  private final Supplier<SeenEvents> seen;
  private final BooleanSupplier rollupsAreFull;
  private final CountingRules rules;
  private final TopologyMetrics metrics;

  /**
   * A counter above stores.
   *
   * @param rollups what is in the store of the rollups now
   * @param seen what is in the store of event ids now
   * @param rollupsAreFull whether so many rows of the rollups changed that writing them takes long
   */
  EventCounter(
      Supplier<Rollups> rollups,
      Supplier<SeenEvents> seen,
      BooleanSupplier rollupsAreFull,
      CountingRules rules,
      TopologyMetrics metrics) {
    this.rollups = rollups;
    this.seen = seen;
    this.rollupsAreFull = rollupsAreFull;
    this.rules = rules;
    this.metrics = metrics;
  }

  /** Whether the event's site was counted here lately, and is not hot; so this is its home. */
  boolean isLive(EventBytes event) {
    return rollups.get().isLive(event);
  }

  /** What is known of hot sites. */
  PartsOfSites parts() {
    return rollups.get().parts();
  }

  /** Takes note of what is known of a hot site from now on. */
  void setParts(String siteId, PartsRow row) {
    rollups.get().setParts(siteId, row);
  }

  /** The last arrival of any id that was counted here, seconds since the epoch; 0: of none. */
  long newestSeconds() {
    return seen.get().newestSeconds();
  }

  /** The de-duplication window, seconds. */
  long windowSeconds() {
    return seen.get().windowSeconds();
  }

  /** Whether an event with an id was counted here in the window; changes nothing. */
  boolean wasCounted(EventBytes event, long arrivalMs) {
    return seen.get().has(event, arrivalMs);
  }

  /** Takes note of an event that was counted before. */
  void duplicate(EventBytes event) {
    rollups.get().duplicate(event);
    metrics.duplicate();
  }

  /**
   * Counts an event, or takes note of it where it is not to be counted.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   * @param again whether the generation from which rows were carried over has counted it
   * @return null: done; else why it cannot be
   */
  @Nullable Refusal count(EventBytes event, long arrivalMs, boolean again) {
    Rollups counts = rollups.get();
    if (!counts.admits(event)) {
      return noRoom();
    }
    String bot = event.text(Field.BOT);
    if (bot != null) {
      counts.bot(event, bot);
      metrics.bot();
    } else if (isDuplicate(event, arrivalMs)) {
      duplicate(event);
    } else if (again && counts.isInCarriedRows(event)) {
      metrics.counted(); // in rows that were carried over
    } else {
      counts.add(event, arrivalMs);
      metrics.counted();
    }
    return null;
  }

  /** Whether rows were carried over from another generation, so that {@link #isAgain} matters. */
  boolean hasCarried() {
    return rollups.get().hasCarried();
  }

  /**
   * Whether that generation has counted what arrived there.
   *
   * @param partition of {@code events}; negative: not known
   */
  boolean isAgain(int partition, long offset) {
    return rollups.get().isAgain(partition, offset);
  }

  /** Forgets all that was counted of a site. */
  void remove(String siteId, long arrivalMs) {
    rollups.get().remove(siteId, arrivalMs);
  }

  /** Whether the event arrived before its site was removed. */
  boolean isRemoved(EventBytes event, long arrivalMs) {
    return rollups.get().isRemoved(event, arrivalMs);
  }

  /** Takes note that all records of the topic {@code events} before an offset were dealt with. */
  void countedTo(long offset) {
    rollups.get().countedTo(offset);
  }

  /** Whether so much was changed that it should be written. */
  boolean isFull() {
    Rollups counts = rollups.get();
    return rollupsAreFull.getAsBoolean()
        || counts.dirtyRows() + seen.get().dirtyRows() >= rules.dirtyRows()
        || counts.dirtyBytes() >= rules.dirtyBytes();
  }

  private boolean isDuplicate(EventBytes event, long arrivalMs) {
    return event.has(Field.EVENT_ID) && seen.get().seenBefore(event, arrivalMs);
  }

  private Refusal noRoom() {
    return new Refusal(
        RefusalCode.SITE_NOT_ALLOWED,
        "site_id is new and this partition has "
            + rules.maxSites()
            + " sites already; expected a known one, or a larger TIDEMARK_MAX_SITES",
        "site_id");
  }
}
