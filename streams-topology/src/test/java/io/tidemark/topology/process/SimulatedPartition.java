package io.tidemark.topology.process;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.dedup.SeenEvents;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.rows.SortedRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One partition of a topology of several: the real rollups, event ids and routes over rows in maps,
 * and what Kafka does for them, in transactions. It can lose what it did not commit, as a task does
 * that is handed over.
 */
final class SimulatedPartition {
  /** A record of {@code events}, or of the re-key topic. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Message(byte[] key, byte[] value, long arrivalMs, Headers headers) {
    Message(String json, long arrivalMs) {
      this(new byte[0], json.getBytes(StandardCharsets.UTF_8), arrivalMs, new RecordHeaders());
    }
  }

  private static final TopologyConfig CONFIG = TestTopology.config(Path.of("state"));
  private static final TopologyMetrics METRICS = new TopologyMetrics(new SimpleMeterRegistry());

  private final int number;
  private final List<SimulatedPartition> all;
  private final Duration window;

  /** What this partition's instance has heard; after a hand-over another one's. */
  private HotSites heard = new HotSites();

  private final SortedRows rollupRows = new SortedRows();
  private final SortedRows seenRows = new SortedRows();
  private final List<Message> events = new ArrayList<>();
  private final List<Message> rekeyed = new ArrayList<>();
  private final List<Message> unsent = new ArrayList<>();
  private int eventsAt;
  private int rekeyedAt;
  private int eventsCommitted;
  private int rekeyedCommitted;
  private final EventBytes event = new EventBytes();
  private Rollups rollups;
  private SeenEvents seen;
  private EventCounter counter;
  private PartRoutes routes;

  /** How many records came by the re-key topic. */
  int sent;

  SimulatedPartition(int number, List<SimulatedPartition> all, Duration window) {
    this.number = number;
    this.all = all;
    this.window = window;
    open(heard);
  }

  Rollups rollups() {
    return rollups;
  }

  HotSites heard() {
    return heard;
  }

  void append(Message message) {
    events.add(message);
  }

  /** Arrival of the oldest record that was not dealt with. */
  long oldestMs() {
    long event = eventsAt < events.size() ? events.get(eventsAt).arrivalMs() : Long.MAX_VALUE;
    long stray = rekeyedAt < rekeyed.size() ? rekeyed.get(rekeyedAt).arrivalMs() : Long.MAX_VALUE;
    return Math.min(event, stray);
  }

  /** Deals with a record; false: there is none. */
  boolean step(boolean fromRekey) {
    boolean stray = rekeyedAt < rekeyed.size() && (fromRekey || eventsAt == events.size());
    if (stray) {
      process(rekeyed.get(rekeyedAt++), true);
    } else if (eventsAt < events.size()) {
      process(events.get(eventsAt++), false);
    } else {
      return false;
    }
    return true;
  }

  /** As {@link EventStep} does. */
  private void process(Message message, boolean isRekeyed) {
    if (routes.isDue(message.arrivalMs())) {
      routes.look(message.arrivalMs());
    }
    if (event.read(message.value(), null, message.arrivalMs()) != null) {
      throw new AssertionError("no event");
    }
    String siteId = requireNonNull(event.text(Field.SITE_ID));
    PartTrip trip = isRekeyed ? PartTrip.of(message.headers(), all.size()) : null;
    if (trip == null && counter.isLive(event)) {
      counter.count(event, message.arrivalMs(), false);
      return;
    }
    if (trip != null) {
      routes.take(siteId, trip.parts());
    }
    byte[] site = siteId.getBytes(StandardCharsets.UTF_8);
    if (!routes.isHot(siteId)) {
      if (isRekeyed || HomePartition.of(siteId, all.size()) == number) {
        counter.count(event, message.arrivalMs(), false);
      } else {
        unsent.add(new Message(site, message.value(), message.arrivalMs(), new RecordHeaders()));
      }
      return;
    }
    PartRoutes.Way way = routes.next(event, siteId, message.arrivalMs(), trip);
    switch (way.fate()) {
      case COUNT -> counter.count(event, message.arrivalMs(), false);
      case DUPLICATE -> counter.duplicate(event);
      case SEND -> {
        Headers headers = new RecordHeaders();
        way.trip().addTo(headers);
        byte[] key = RekeyKey.of(site, way.partition());
        unsent.add(new Message(key, message.value(), message.arrivalMs(), headers));
      }
    }
  }

  void commit() {
    rollups.write(rollupRows);
    rollups.written();
    seen.write(seenRows);
    seen.written();
    for (Message message : unsent) {
      SimulatedPartition to = all.get(RekeyKey.partition(message.key(), all.size()));
      to.rekeyed.add(message);
      to.sent++;
    }
    unsent.clear();
    eventsCommitted = eventsAt;
    rekeyedCommitted = rekeyedAt;
  }

  /** Goes on elsewhere from the last commit, with what is known there. */
  void handOver(HotSites there) {
    unsent.clear();
    eventsAt = eventsCommitted;
    rekeyedAt = rekeyedCommitted;
    open(there);
  }

  private void open(HotSites known) {
    heard = known;
    rollups =
        new Rollups(
            rollupRows,
            new RollupLimits(
                Retention.of(Duration.ofDays(2), Duration.ofDays(90)),
                CONFIG.caps(),
                CONFIG.dimensions(),
                100,
                100_000));
    seen = new SeenEvents(seenRows, window);
    Rollups counts = rollups;
    SeenEvents ids = seen;
    CountingRules rules =
        new CountingRules(PARTITIONS, 100, 50_000, 32 << 20, true, Duration.ofMillis(100));
    counter = new EventCounter(() -> counts, () -> ids, () -> false, rules, METRICS);
    routes = new PartRoutes(number, PARTITIONS, known, counter);
  }

  /** How many there are in each simulation. */
  static final int PARTITIONS = 6;
}
