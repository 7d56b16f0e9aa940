package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.rollup.Events;
import io.tidemark.topology.rollup.NaiveCounter;
import io.tidemark.topology.view.BucketTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topology equals a naive counter, whatever order events come in, how late, and how often. */
class EventTopologyPropertyTest {
  private static final Instant ARRIVAL = Instant.parse("2025-11-12T10:00:00Z");

  @Property(tries = 15)
  void statistics_underReorderingDuplicatesAndLateness_equalNaiveCounter(@ForAll long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    NaiveCounter truth = new NaiveCounter();
    for (int i = 0; i < 300; i++) {
      Event event = randomEvent(random, i);
      truth.add(event);
      events.add(event);
      for (int copy = random.nextInt(6); copy > 3; copy--) {
        events.add(event);
      }
    }
    Collections.shuffle(events, random);
    EventWriter writer = new EventWriter();
    try (TestTopology topology = new TestTopology(1, new SimpleMeterRegistry())) {
      List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
      for (int offset = 0; offset < events.size(); offset++) {
        Event event = events.get(offset);
        byte[] key = random.nextBoolean() ? event.siteId().getBytes(UTF_8) : null;
        polled.add(
            TestTopology.polled(0, offset, ARRIVAL.toEpochMilli(), key, writer.write(event)));
        if (random.nextInt(20) == 0 || offset + 1 == events.size()) {
          topology.poll(List.copyOf(polled));
          polled.clear();
        }
      }
      assertThat(topology.rollups().countedTo()).isEqualTo(events.size());
      truth.forEach(
          (siteId, level, startMs, expected) -> {
            BucketTotals totals = topology.rollups().totals(siteId, level, startMs).orElseThrow();
            assertThat(totals.views()).isEqualTo(expected.views);
            assertThat(totals.events()).isEqualTo(expected.events);
            assertThat(totals.users().estimate()).isEqualTo(expected.users.size());
            assertThat(topology.rollups().top(siteId, level, startMs, Dimension.PATH, 1_000).rows())
                .isEqualTo(expected.top(Dimension.PATH, 1_000));
          });
      assertThat(topology.dlq().isEmpty()).isTrue();
    }
  }

  private static Event randomEvent(Random random, int id) {
    long lateMs = (long) (Math.pow(random.nextDouble(), 4) * 40 * 3_600_000L);
    String user = random.nextInt(4) == 0 ? null : "user-" + random.nextInt(80);
    return Events.event(
        "site-" + random.nextInt(3),
        random.nextInt(8) == 0 ? "click" : Event.PAGE_VIEW,
        "/" + random.nextInt(120),
        user,
        ARRIVAL.toEpochMilli() - lateMs,
        "id-" + id,
        1 + random.nextInt(4));
  }
}
