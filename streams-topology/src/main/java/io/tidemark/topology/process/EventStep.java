package io.tidemark.topology.process;

import static java.util.Objects.requireNonNull;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.SiteRemoval;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.SeenEventStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes to counts. A valid event at home is counted; one that arrived on another site's partition
 * goes home through {@link Nodes#STRAYS}; what is not a valid event goes to {@link Nodes#DLQ}.
 * Nothing stops the stream. A {@link SiteRemoval} is no event, so it is looked for among those.
 *
 * <p>The record's timestamp is its arrival time: {@code events} has {@code LogAppendTime}, and
 * re-keying keeps it. One step does it all, so that nothing is allocated to hand an event over.
 */
final class EventStep extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private static final Logger LOG = LoggerFactory.getLogger(EventStep.class);

  private final EventBytes event = new EventBytes();
  private final CountingRules rules;
  private final boolean rekeyed;
  private final TopologyMetrics metrics;
  private @Nullable EventCounter counter;
  private @Nullable CommitPace pace;
  private @Nullable PurgePace purging;
  private @Nullable TaskFigures figures;
  private @Nullable CountedBefore before;
  private int home;

  /**
   * A step for one of the two sources.
   *
   * @param rekeyed whether this reads what was re-keyed already; that is never sent on again
   */
  EventStep(CountingRules rules, boolean rekeyed, TopologyMetrics metrics) {
    this.rules = rules;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    RollupStore rollups = context.getStateStore(RollupStore.NAME);
    SeenEventStore seen = context.getStateStore(SeenEventStore.NAME);
    boolean older = seen.seenEvents().areOlder();
    counter = new EventCounter(rollups, seen, rules, metrics);
    pace = new CommitPace(context, rules.commitInterval(), rollups::flushes);
    // Both steps of a task count into the same stores: one looks at their databases.
    List<String> stores = rekeyed ? List.of() : List.of(RollupStore.NAME, SeenEventStore.NAME);
    figures = new TaskFigures(context, rollups, stores, metrics);
    home = context.taskId().partition();
    if (!rekeyed) {
      GroupOffsets offsets = new GroupOffsets(context);
      if (older) {
        takeOver(rollups, offsets);
      }
      long countedTo = rollups.rollups().countedTo();
      before = countedTo == 0 ? null : new CountedBefore(offsets, countedTo);
    }
    purging = new PurgePace(context, () -> rollups.rollups().isPurging());
    purging.begin();
  }

  /** Goes on with what the version before stored; versions older than that told no progress. */
  private static void takeOver(RollupStore rollups, GroupOffsets offsets) {
    LOG.info(
        "{}: the version before stored ids of events with 96 bits; they are compared by these until"
            + " the window has passed",
        offsets.partition());
    if (rollups.rollups().countedTo() == 0) {
      rollups.rollups().countedTo(offsets.committed());
    }
  }

  @Override
  public void close() {
    if (figures != null) {
      figures.close();
      figures = null;
    }
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    if (wasCounted()) {
      return;
    }
    EventCounter counting = requireNonNull(counter);
    boolean again = isAgain(counting, raw);
    Decoded.Refused unread = event.read(raw.value(), raw.key(), raw.timestamp());
    if (unread != null) {
      unread(raw, unread.refusal());
    } else if (!counting.isLive(event) && !isHome()) {
      sendHome(raw);
    } else if (rekeyed && counting.isRemoved(event, raw.timestamp())) {
      metrics.removed();
    } else {
      Refusal refusal = counting.count(event, raw.timestamp(), again);
      if (refusal != null) {
        refuse(raw, refusal);
      }
      requireNonNull(figures).counted(raw.timestamp());
    }
    if (!rekeyed) {
      context().recordMetadata().ifPresent(place -> counting.countedTo(place.offset() + 1));
    }
    requireNonNull(pace).did(raw.timestamp(), counting.isFull());
  }

  /** Looked at until the first record that was not: offsets only grow. */
  private boolean wasCounted() {
    CountedBefore counted = before;
    if (counted == null) {
      return false;
    }
    var place = context().recordMetadata();
    if (place.isPresent() && counted.has(place.get().offset())) {
      return true;
    }
    before = null;
    return false;
  }

  /** Whether the generation from which rows were carried over has counted it. */
  private boolean isAgain(EventCounter counting, Record<byte[], byte[]> raw) {
    if (!counting.hasCarried()) {
      return false;
    }
    if (rekeyed) {
      Origin origin = Origin.of(raw.headers());
      return counting.isAgain(
          origin == null ? -1 : origin.partition(), origin == null ? 0 : origin.offset());
    }
    RecordMetadata place = context().recordMetadata().orElseThrow();
    return counting.isAgain(place.partition(), place.offset());
  }

  /** A site that is counted here needs no look at its partition; see {@link EventCounter}. */
  private boolean isHome() {
    return rekeyed
        || HomePartition.of(requireNonNull(event.text(Field.SITE_ID)), rules.partitions()) == home;
  }

  private void sendHome(Record<byte[], byte[]> raw) {
    metrics.stray();
    byte[] site =
        Arrays.copyOfRange(
            event.source(Field.SITE_ID), event.from(Field.SITE_ID), event.to(Field.SITE_ID));
    Record<byte[], byte[]> home = raw.withKey(site);
    context()
        .recordMetadata()
        .ifPresent(place -> Origin.mark(home.headers(), place.partition(), place.offset()));
    context().forward(home, Nodes.STRAYS);
  }

  /** What is no event: a site's removal where it belongs, or something broken. */
  private void unread(Record<byte[], byte[]> raw, Refusal refusal) {
    byte[] key = raw.key();
    if (rekeyed || key == null || !SiteRemoval.isIn(raw.headers())) {
      refuse(raw, refusal);
      return;
    }
    String siteId = new String(key, StandardCharsets.UTF_8);
    if (HomePartition.of(siteId, rules.partitions()) != home) {
      refuse(raw, refusal);
      return;
    }
    requireNonNull(counter).remove(siteId, raw.timestamp());
    context().commit();
    requireNonNull(purging).begin();
  }

  private void refuse(Record<byte[], byte[]> raw, Refusal refusal) {
    metrics.refused(refusal.code());
    if (!rules.deadLetters()) {
      return;
    }
    context().forward(DeadLetter.of(raw, refusal, context().recordMetadata()), Nodes.DLQ);
  }
}
