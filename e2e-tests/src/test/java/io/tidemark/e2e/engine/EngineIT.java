package io.tidemark.e2e.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.Await;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.StatisticsEngine;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIT {
  private static final String SITE = "example.com";
  private static final int HOME = HomePartition.of(SITE, EngineUnderTest.PARTITIONS);

  @TempDir Path folder;

  @Test
  void changelog_whenTheOffsetIsCommitted_holdsAllThatWasCountedUpToIt() throws Exception {
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      system.start(Duration.ofMillis(300));
      for (int round = 1; round <= 5; round++) {
        system.append(HOME, SITE, events(round, 100));
        long end = round * 100L;
        await(() -> committed(system, Topics.EVENTS, HOME) == end);
        assertThat(eventsInChangelog(system)).isEqualTo(end);
      }
    }
  }

  @Test
  void strays_areCountedOnce_andTheWatermarkPassesThem() throws Exception {
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      StatisticsEngine engine = system.start(Duration.ofMillis(200));
      for (int partition = 0; partition < EngineUnderTest.PARTITIONS; partition++) {
        system.append(partition, null, events(partition, 250));
      }
      Instant acknowledged = Instant.now();
      await(() -> engine.asOf().isAfter(acknowledged));
      await(() -> engine.asOf(HOME).isAfter(acknowledged));
      assertThat(system.events(SITE)).isEqualTo(1_000);
      await(() -> engine.backlog().orElse(-1) == 0);
    }
  }

  @Test
  void engine_stoppedAndStarted_goesOnWhereItWas() throws Exception {
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      system.start(Duration.ofMillis(200));
      system.append(HOME, SITE, events(1, 100));
      await(() -> system.events(SITE) == 100);
      system.stop();
      system.append(HOME, SITE, events(1, 100));
      system.append(HOME, SITE, events(2, 50));
      StatisticsEngine engine = system.start(Duration.ofMillis(200));
      await(() -> system.events(SITE) == 150);
      await(engine::ready);
      assertThat(engine.owners(HOME).active()).contains(engine.self());
    }
  }

  @Test
  void standby_thatTakesOverAndWaitsForTheCoordinator_isReadAllTheWhile() throws Exception {
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      StatisticsEngine one = system.startOneOfSeveral(1);
      StatisticsEngine two = system.startOneOfSeveral(2);
      system.append(HOME, SITE, events(1, 100));
      await(() -> one.ready() && two.ready() && one.owners(HOME).standbys().size() == 1);
      StatisticsEngine active = isActive(one) ? one : two;
      StatisticsEngine standby = active == one ? two : one;
      await(() -> standby.view(HOME).countedTo() == 100);

      system.block(true);
      Thread leaving = new Thread(active::close, "leaving");
      leaving.start();
      readUntil(standby, () -> isActive(standby));
      system.block(false);
      readUntil(standby, standby::ready);
      leaving.join();
      standby.close();
    }
  }

  /** Reads again and again; a moment in which it cannot be read throws. */
  private static void readUntil(StatisticsEngine engine, BooleanSupplier condition) {
    long deadline = System.nanoTime() + EngineUnderTest.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(engine.view(HOME).countedTo()).isEqualTo(100);
      assertThat(System.nanoTime()).as("time is over").isLessThan(deadline);
    }
  }

  private static boolean isActive(StatisticsEngine engine) {
    return engine.owners(HOME).active().filter(engine.self()::equals).isPresent();
  }

  @Test
  void offsets_thatTheBrokerForgot_countNothingTwice() throws Exception {
    List<String> views = Collections.nCopies(100, "{\"site_id\":\"" + SITE + "\",\"path\":\"/\"}");
    try (EngineUnderTest system = new EngineUnderTest(folder)) {
      StatisticsEngine first = system.start(Duration.ofMillis(200));
      system.append(HOME, SITE, views);
      await(() -> system.events(SITE) == 100 && committed(system, Topics.EVENTS, HOME) == 100);
      await(first::ready);
      system.stop();
      try (Admin admin = Admin.create(system.kafka())) {
        admin.deleteConsumerGroups(List.of(EngineUnderTest.APPLICATION_ID)).all().get();
      }
      system.append(HOME, SITE, views.subList(0, 50));

      StatisticsEngine engine = system.start(Duration.ofMillis(200));

      Instant started = Instant.now();
      await(() -> engine.asOf().isAfter(started));
      assertThat(system.events(SITE)).isEqualTo(150);
      assertThat(committed(system, Topics.EVENTS, HOME)).isGreaterThanOrEqualTo(150);
    }
  }

  private static List<String> events(int round, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"site_id\":\"%s\",\"path\":\"/%d\",\"event_id\":\"%d-%d\"}"
                    .formatted(SITE, i, round, i))
        .toList();
  }

  private static long committed(EngineUnderTest system, String topic, int partition) {
    try (Admin admin = Admin.create(system.kafka())) {
      var offset =
          admin
              .listConsumerGroupOffsets(EngineUnderTest.APPLICATION_ID)
              .partitionsToOffsetAndMetadata()
              .get(10, TimeUnit.SECONDS)
              .get(new TopicPartition(topic, partition));
      return offset == null ? 0 : offset.offset();
    } catch (Exception e) {
      throw new AssertionError("no committed offset", e);
    }
  }

  /** The event count in the last committed header rows of the site's days. */
  private static long eventsInChangelog(EngineUnderTest system) throws Exception {
    Map<String, Object> config = new HashMap<>(system.kafka());
    config.put("isolation.level", "read_committed");
    TopicPartition changelog =
        new TopicPartition(EngineUnderTest.APPLICATION_ID + "-rollups-changelog", HOME);
    Map<ByteBuffer, Long> eventsOfDay = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Admin admin = Admin.create(system.kafka())) {
      long end =
          admin
              .listOffsets(Map.of(changelog, OffsetSpec.latest()))
              .partitionResult(changelog)
              .get()
              .offset();
      consumer.assign(List.of(changelog));
      consumer.seekToBeginning(List.of(changelog));
      while (consumer.position(changelog) < end) {
        for (var row : consumer.poll(Duration.ofMillis(100))) {
          if (isHeaderOfADay(row.key())) {
            eventsOfDay.put(ByteBuffer.wrap(row.key()), eventsOf(row.value()));
          }
        }
      }
    }
    return eventsOfDay.values().stream().mapToLong(Long::longValue).sum();
  }

  private static boolean isHeaderOfADay(byte[] key) {
    return key[1] == 3
        && key.length == 6 + SITE.getBytes(UTF_8).length + 2
        && key[key.length - 1] == 0;
  }

  /** The second varint behind version and flags. */
  private static long eventsOf(byte[] header) {
    int at = 2;
    while (header[at++] < 0) {
      // the views
    }
    long events = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = header[at++];
      events |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return events;
      }
    }
  }

  /** A partition that moves between the threads and cannot be read counts as not yet. */
  private static void await(Callable<Boolean> condition) throws InterruptedException {
    Await.until(EngineUnderTest.PATIENCE, condition, () -> "still not so");
  }
}
