package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.view.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/**
 * Through simulated years: what is kept for ever grows by its days alone, all else stays bounded.
 */
class RetentionTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final int EVENTS_A_DAY = 4;

  /** Keys that a compacted changelog keeps: those whose last value is not a tombstone. */
  private final Map<byte[], byte[]> rollupRows = new TreeMap<>(Arrays::compareUnsigned);

  private final Map<byte[], byte[]> seenRows = new TreeMap<>(Arrays::compareUnsigned);

  @Test
  void changelogs_throughThreeYears_holdTheDaysAndBoundedRest() {
    try (TestTopology topology = new TestTopology(1, new SimpleMeterRegistry())) {
      int[] rowsAfterYear = new int[4];
      int largestSeen = 0;
      for (int day = 0; day < 3 * 365; day++) {
        send(topology, day);
        replay(topology);
        largestSeen = Math.max(largestSeen, seenRows.size());
        if ((day + 1) % 365 == 0) {
          rowsAfterYear[(day + 1) / 365] = rollupRows.size();
        }
      }
      int dayRows = 365;
      int slack = 90 * EVENTS_A_DAY / 64 + 8;
      assertThat(rowsAfterYear[2] - rowsAfterYear[1]).isBetween(dayRows - slack, dayRows + slack);
      assertThat(rowsAfterYear[3] - rowsAfterYear[2]).isBetween(dayRows - slack, dayRows + slack);
      assertThat(largestSeen).isLessThanOrEqualTo(3 * EVENTS_A_DAY);
      assertThat(topology.rollups().totals("s", Level.ALL, 0).orElseThrow().views())
          .isEqualTo(3L * 365 * EVENTS_A_DAY);
      assertThat(topology.rollups().totals("s", Level.DAY, START.toEpochMilli())).isPresent();
      assertThat(topology.rollups().totals("s", Level.HOUR, START.toEpochMilli())).isEmpty();
    }
  }

  private static void send(TestTopology topology, int day) {
    for (int i = 0; i < EVENTS_A_DAY; i++) {
      Instant at = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(24L / EVENTS_A_DAY * i));
      String json =
          "{\"site_id\":\"s\",\"path\":\"/%d\",\"user_id\":\"u%d\",\"event_id\":\"%d-%d\"}"
              .formatted(i, day % 30, day, i);
      topology.events().pipeInput(new TestRecord<>(null, json.getBytes(UTF_8), at));
    }
  }

  private void replay(TestTopology topology) {
    topology.changelog("rollups").forEach(change -> apply(rollupRows, change));
    topology.changelog("seen-events").forEach(change -> apply(seenRows, change));
  }

  private static void apply(Map<byte[], byte[]> rows, TestRecord<byte[], byte[]> change) {
    if (change.value() == null) {
      rows.remove(change.key());
    } else {
      rows.put(change.key(), change.value());
    }
  }
}
