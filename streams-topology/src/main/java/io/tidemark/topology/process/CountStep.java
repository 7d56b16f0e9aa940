package io.tidemark.topology.process;

import static java.util.Objects.requireNonNull;

import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.topology.dedup.SeenEvents;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.SeenEventStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts each event once: drops what was seen within the de-duplication window, adds the rest to
 * its buckets.
 *
 * <p>All that may refuse an event comes before anything changes, so none is half counted.
 */
final class CountStep extends ContextualProcessor<byte[], ArrivedEvent, byte[], Object> {
  private final Dirty most;
  private final int maxSites;
  private final TopologyMetrics metrics;
  private @Nullable RollupStore rollupStore;
  private @Nullable SeenEventStore seenStore;

  /**
   * What may be changed and not yet written before a commit is asked for.
   *
   * @param rows most rows
   * @param bytes most bytes
   */
  record Dirty(int rows, long bytes) {}

  CountStep(Dirty most, int maxSites, TopologyMetrics metrics) {
    this.most = most;
    this.maxSites = maxSites;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    rollupStore = context.getStateStore(RollupStore.NAME);
    seenStore = context.getStateStore(SeenEventStore.NAME);
  }

  @Override
  public void process(Record<byte[], ArrivedEvent> arrived) {
    count(arrived, requireNonNull(rollupStore).rollups(), requireNonNull(seenStore).seenEvents());
  }

  private void count(Record<byte[], ArrivedEvent> arrived, Rollups rollups, SeenEvents seen) {
    Event event = arrived.value().event();
    long arrivalMs = arrived.timestamp();
    String bot = event.bot();
    EventBytes bytes = EventBytes.of(event);
    if (!rollups.admits(bytes)) {
      refuse(arrived);
    } else if (bot != null) {
      rollups.bot(bytes, bot);
      metrics.bot();
    } else if (isDuplicate(event, arrivalMs, seen)) {
      rollups.duplicate(bytes);
      metrics.duplicate();
    } else {
      rollups.add(bytes, arrivalMs);
      metrics.counted();
      if (rollups.dirtyRows() + seen.dirtyRows() >= most.rows()
          || rollups.dirtyBytes() >= most.bytes()) {
        context().commit();
      }
    }
  }

  private static boolean isDuplicate(Event event, long arrivalMs, SeenEvents seen) {
    String eventId = event.eventId();
    return eventId != null && seen.seenBefore(event.siteId(), eventId, arrivalMs);
  }

  private void refuse(Record<byte[], ArrivedEvent> arrived) {
    Refusal refusal =
        new Refusal(
            RefusalCode.SITE_NOT_ALLOWED,
            "site_id is new and this partition has "
                + maxSites
                + " sites already; expected a known one, or a larger TIDEMARK_MAX_SITES",
            "site_id");
    metrics.refused(refusal.code());
    Record<byte[], byte[]> original = arrived.withValue(arrived.value().json());
    context().forward(DeadLetter.of(original, refusal, context().recordMetadata()), Nodes.DLQ);
  }
}
