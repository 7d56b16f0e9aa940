package io.tidemark.topology.process;

import static java.util.Objects.requireNonNull;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.SiteRemoval;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.SeenEventStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes to counts. A valid event at home is counted; one that arrived on another site's partition
 * goes home through {@link Nodes#STRAYS}, and one of a hot site where {@link PartRoutes} sends it;
 * what is not a valid event goes to {@link Nodes#DLQ}. Nothing stops the stream. A {@link
 * SiteRemoval} is no event, so it is looked for among those.
 *
 * <p>The record's timestamp is its arrival time: {@code events} has {@code LogAppendTime}, and
 * re-keying keeps it. One step does it all, so that nothing is allocated to hand an event over.
 */
final class EventStep extends ContextualProcessor<byte[], byte[], byte[], Object> {
  private static final Logger LOG = LoggerFactory.getLogger(EventStep.class);

  private final EventBytes event = new EventBytes();
  private final CountingRules rules;
  private final HotSites hotSites;
  private final boolean rekeyed;
  private final TopologyMetrics metrics;
  private @Nullable EventCounter counter;
  private @Nullable PartRoutes routes;
  private @Nullable CommitPace pace;
  private @Nullable PurgePace purging;
  private @Nullable TaskFigures figures;
  private @Nullable CountedBefore before;
  private int home;

  /** Whether the generation from which rows were carried over has counted this record. */
  private boolean again;

  /**
   * A step for one of the two sources.
   *
   * @param hotSites what is known of hot sites; changes
   * @param rekeyed whether this reads what was re-keyed already; that is never sent on again,
   *     unless its site is hot
   */
  EventStep(CountingRules rules, HotSites hotSites, boolean rekeyed, TopologyMetrics metrics) {
    this.rules = rules;
    this.hotSites = hotSites;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    super.init(context);
    RollupStore rollups = context.getStateStore(RollupStore.NAME);
    SeenEventStore seen = context.getStateStore(SeenEventStore.NAME);
    boolean older = seen.seenEvents().areOlder();
    counter = new EventCounter(rollups::rollups, seen::seenEvents, rollups::isFull, rules, metrics);
    pace = new CommitPace(context, rules.commitInterval(), rollups::flushes);
    // Both steps of a task count into the same stores: one looks at their databases.
    List<String> stores = rekeyed ? List.of() : List.of(RollupStore.NAME, SeenEventStore.NAME);
    figures = new TaskFigures(context, rollups, stores, metrics);
    home = context.taskId().partition();
    routes = new PartRoutes(home, rules.partitions(), hotSites, counter);
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
  public void process(Record<byte[], byte[]> given) {
    for (ConsumerRecord<byte[], byte[]> raw : PolledRecords.of(given, context())) {
      process(raw);
    }
  }

  private void process(ConsumerRecord<byte[], byte[]> raw) {
    if (wasCounted(raw.offset())) {
      return;
    }
    EventCounter counting = requireNonNull(counter);
    again = isAgain(counting, raw);
    PartRoutes ways = requireNonNull(routes);
    if (ways.isDue(raw.timestamp())) {
      ways.look(raw.timestamp());
    }
    byte[] key = rekeyed ? RekeyKey.site(raw.key()) : raw.key();
    Decoded.Refused unread = event.read(raw.value(), key, raw.timestamp());
    if (unread != null) {
      unread(raw, unread.refusal());
    } else {
      PartTrip trip = rekeyed ? PartTrip.of(raw.headers(), rules.partitions()) : null;
      if (trip == null && counting.isLive(event)) {
        count(raw);
      } else {
        route(raw, trip);
      }
    }
    if (!rekeyed) {
      counting.countedTo(raw.offset() + 1);
    }
    requireNonNull(pace).did(raw.timestamp(), counting.isFull());
  }

  /** Looked at until the first record that was not: offsets only grow. */
  private boolean wasCounted(long offset) {
    CountedBefore counted = before;
    if (counted == null) {
      return false;
    }
    if (counted.has(offset)) {
      return true;
    }
    before = null;
    return false;
  }

  /** Whether the generation from which rows were carried over has counted it. */
  private boolean isAgain(EventCounter counting, ConsumerRecord<byte[], byte[]> raw) {
    if (!counting.hasCarried()) {
      return false;
    }
    if (rekeyed) {
      Origin origin = Origin.of(raw.headers());
      return counting.isAgain(
          origin == null ? -1 : origin.partition(), origin == null ? 0 : origin.offset());
    }
    return counting.isAgain(raw.partition(), raw.offset());
  }

  /** An event that may not belong here. */
  private void route(ConsumerRecord<byte[], byte[]> raw, @Nullable PartTrip trip) {
    PartRoutes ways = requireNonNull(routes);
    String siteId = requireNonNull(event.text(Field.SITE_ID));
    if (trip != null) {
      ways.take(siteId, trip.parts());
    }
    if (!ways.isHot(siteId)) {
      if (rekeyed || HomePartition.of(siteId, rules.partitions()) == home) {
        count(raw);
      } else {
        Record<byte[], byte[]> sent = leaving(raw);
        PartTrip.removeFrom(sent.headers()); // a producer's own would be taken for ours
        context().forward(sent.withKey(site()), Nodes.STRAYS);
      }
    } else {
      PartRoutes.Way way = ways.next(event, siteId, raw.timestamp(), trip);
      switch (way.fate()) {
        case COUNT -> count(raw);
        case DUPLICATE -> requireNonNull(counter).duplicate(event);
        case SEND -> {
          Record<byte[], byte[]> sent = leaving(raw);
          way.trip().addTo(sent.headers());
          context().forward(sent.withKey(RekeyKey.of(site(), way.partition())), Nodes.STRAYS);
        }
      }
    }
  }

  /** A copy of a record that goes to another partition, which tells where it came from at first. */
  private Record<byte[], byte[]> leaving(ConsumerRecord<byte[], byte[]> raw) {
    metrics.stray();
    Headers headers = new RecordHeaders(raw.headers());
    if (!rekeyed) {
      Origin.mark(headers, raw.partition(), raw.offset());
    }
    return new Record<>(raw.key(), raw.value(), raw.timestamp(), headers);
  }

  private void count(ConsumerRecord<byte[], byte[]> raw) {
    if (isRemoved(raw)) {
      metrics.removed();
      return;
    }
    Refusal refusal = requireNonNull(counter).count(event, raw.timestamp(), again);
    if (refusal != null) {
      refuse(raw, refusal);
    }
    requireNonNull(figures).counted(raw.timestamp());
  }

  /** Whether it came home after its site was removed, and is older than that. */
  private boolean isRemoved(ConsumerRecord<byte[], byte[]> raw) {
    return rekeyed && requireNonNull(counter).isRemoved(event, raw.timestamp());
  }

  private byte[] site() {
    return Arrays.copyOfRange(
        event.source(Field.SITE_ID), event.from(Field.SITE_ID), event.to(Field.SITE_ID));
  }

  /** What is no event: a site's removal where it belongs, or something broken. */
  private void unread(ConsumerRecord<byte[], byte[]> raw, Refusal refusal) {
    byte[] key = raw.key();
    if (rekeyed || key == null || !SiteRemoval.isIn(raw.headers())) {
      refuse(raw, refusal);
      return;
    }
    String siteId = new String(key, StandardCharsets.UTF_8);
    PartRoutes ways = requireNonNull(routes);
    int parts = SiteRemoval.parts(raw.headers());
    if (parts < 1 || parts > rules.partitions() || !ways.isPart(siteId, parts)) {
      refuse(raw, refusal);
      return;
    }
    ways.take(siteId, parts);
    requireNonNull(counter).remove(siteId, raw.timestamp());
    context().commit();
    requireNonNull(purging).begin();
  }

  private void refuse(ConsumerRecord<byte[], byte[]> raw, Refusal refusal) {
    metrics.refused(refusal.code());
    if (!rules.deadLetters()) {
      return;
    }
    context().forward(DeadLetter.of(raw, refusal), Nodes.DLQ);
  }
}
