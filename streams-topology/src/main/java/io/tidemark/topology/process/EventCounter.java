package io.tidemark.topology.process;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.SeenEventStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts each event of a partition once: leaves out bots and what was seen within the
 * de-duplication window, adds the rest to its buckets. For the stream thread alone.
 *
 * <p>All that may refuse an event comes before anything changes, so none is half counted.
 */
final class EventCounter {
  private final RollupStore rollupStore;
  private final SeenEventStore seenStore;
  private final CountingRules rules;
  private final TopologyMetrics metrics;

  EventCounter(
      RollupStore rollupStore,
      SeenEventStore seenStore,
      CountingRules rules,
      TopologyMetrics metrics) {
    this.rollupStore = rollupStore;
    this.seenStore = seenStore;
    this.rules = rules;
    this.metrics = metrics;
  }

  /** Whether the event's site was counted here lately; so this partition is its home. */
  boolean isLive(EventBytes event) {
    return rollupStore.rollups().isLive(event);
  }

  /**
   * Counts an event, or takes note of it where it is not to be counted.
   *
   * @param arrivalMs arrival time, epoch milliseconds
   * @param again whether the generation from which rows were carried over has counted it
   * @return null: done; else why it cannot be
   */
  @Nullable Refusal count(EventBytes event, long arrivalMs, boolean again) {
    Rollups rollups = rollupStore.rollups();
    if (!rollups.admits(event)) {
      return noRoom();
    }
    String bot = event.text(Field.BOT);
    if (bot != null) {
      rollups.bot(event, bot);
      metrics.bot();
    } else if (isDuplicate(event, arrivalMs)) {
      rollups.duplicate(event);
      metrics.duplicate();
    } else if (again && rollups.isInCarriedRows(event)) {
      metrics.counted(); // in rows that were carried over
    } else {
      rollups.add(event, arrivalMs);
      metrics.counted();
    }
    return null;
  }

  /** Whether rows were carried over from another generation, so that {@link #isAgain} matters. */
  boolean hasCarried() {
    return rollupStore.rollups().hasCarried();
  }

  /**
   * Whether that generation has counted what arrived there.
   *
   * @param partition of {@code events}; negative: not known
   */
  boolean isAgain(int partition, long offset) {
    return rollupStore.rollups().isAgain(partition, offset);
  }

  /** Forgets all that was counted of a site. */
  void remove(String siteId, long arrivalMs) {
    rollupStore.rollups().remove(siteId, arrivalMs);
  }

  /** Whether the event arrived before its site was removed. */
  boolean isRemoved(EventBytes event, long arrivalMs) {
    return rollupStore.rollups().isRemoved(event, arrivalMs);
  }

  /** Takes note that all records of the topic {@code events} before an offset were dealt with. */
  void countedTo(long offset) {
    rollupStore.rollups().countedTo(offset);
  }

  /** Whether so much was changed that it should be written. */
  boolean isFull() {
    Rollups rollups = rollupStore.rollups();
    int rows = rollups.dirtyRows();
    return rows >= rollupStore.affordableRows()
        || rows + seenStore.seenEvents().dirtyRows() >= rules.dirtyRows()
        || rollups.dirtyBytes() >= rules.dirtyBytes();
  }

  private boolean isDuplicate(EventBytes event, long arrivalMs) {
    return event.has(Field.EVENT_ID)
        && seenStore
            .seenEvents()
            .seenBefore(
                event.source(Field.SITE_ID),
                event.from(Field.SITE_ID),
                event.to(Field.SITE_ID),
                event.source(Field.EVENT_ID),
                event.from(Field.EVENT_ID),
                event.to(Field.EVENT_ID),
                arrivalMs);
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
