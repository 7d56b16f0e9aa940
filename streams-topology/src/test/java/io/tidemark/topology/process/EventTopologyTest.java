package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.topic.DlqHeaders;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.view.Level;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTopologyTest {
  private static final Instant ARRIVAL = Instant.parse("2025-11-12T10:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TestTopology topology = new TestTopology(1, meters);

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void event_withTimestamp_countsInTheBucketsItBelongsTo() {
    send(
        "{\"site_id\":\"s\",\"path\":\"/a\",\"user_id\":\"u\",\"timestamp\":\"2025-11-10T23:59:59Z\"}");

    long day = Instant.parse("2025-11-10T00:00:00Z").toEpochMilli();
    assertThat(rollups().totals("s", Level.DAY, day).orElseThrow().views()).isEqualTo(1);
    assertThat(rollups().site("s").orElseThrow().newestEventMs())
        .isEqualTo(Instant.parse("2025-11-10T23:59:59Z").toEpochMilli());
  }

  @Test
  void event_withoutTimestamp_countsAtItsArrival() {
    send("{\"site_id\":\"s\",\"path\":\"/a\"}");

    assertThat(rollups().totals("s", Level.MINUTE, ARRIVAL.toEpochMilli())).isPresent();
  }

  @Test
  void event_withTheSameId_countsOnce() {
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"event_id\":\"1\"}");
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"event_id\":\"1\"}");
    send("{\"site_id\":\"t\",\"path\":\"/a\",\"event_id\":\"1\"}");

    assertThat(views("s")).isEqualTo(1);
    assertThat(views("t")).isEqualTo(1);
    assertThat(counter("duplicate")).isEqualTo(1);
  }

  @Test
  void event_thatIsNotAPageView_countsAsEventOnly() {
    send("{\"site_id\":\"s\",\"event_type\":\"click\",\"count\":3,\"user_id\":\"u\"}");

    var totals = rollups().totals("s", Level.ALL, 0).orElseThrow();
    assertThat(totals.events()).isEqualTo(3);
    assertThat(totals.views()).isZero();
    assertThat(totals.users().estimate()).isEqualTo(1);
  }

  @Test
  void event_ofABot_countsInNothing() {
    send("{\"site_id\":\"s\",\"path\":\"/a\",\"bot\":\"crawler\"}");

    assertThat(rollups().totals("s", Level.ALL, 0)).isEmpty();
    assertThat(counter("bot")).isEqualTo(1);
  }

  @Test
  void record_withTheSiteInItsKey_countsForThatSite() {
    topology
        .events()
        .pipeInput(
            new TestRecord<>("s".getBytes(UTF_8), "{\"path\":\"/a\"}".getBytes(UTF_8), ARRIVAL));

    assertThat(views("s")).isEqualTo(1);
  }

  @Test
  void records_thatAreNoEvents_goToTheDlqAndStopNothing() {
    List<byte[]> broken =
        List.of(
            new byte[0],
            "[]".getBytes(UTF_8),
            "null".getBytes(UTF_8),
            "{\"site_id\":\"s\",\"path\":".getBytes(UTF_8),
            "{\"site_id\":\"s\"}".getBytes(UTF_8),
            "{\"path\":\"/a\"}".getBytes(UTF_8),
            new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'},
            "x".repeat(1_000_000).getBytes(UTF_8));
    broken.forEach(value -> topology.events().pipeInput(new TestRecord<>(null, value, ARRIVAL)));
    topology.events().pipeInput(new TestRecord<>(null, null, ARRIVAL));
    topology
        .events()
        .pipeInput(new TestRecord<>(new byte[] {(byte) 0xFF}, "{}".getBytes(UTF_8), ARRIVAL));
    send("{\"site_id\":\"s\",\"path\":\"/a\"}");

    List<TestRecord<byte[], byte[]>> letters = topology.dlq().readRecordsToList();
    assertThat(letters).hasSize(broken.size() + 2);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.headers().lastHeader(DlqHeaders.REASON)).isNotNull();
              assertThat(letter.headers().lastHeader(DlqHeaders.MESSAGE)).isNotNull();
              assertThat(header(letter, DlqHeaders.TOPIC)).isEqualTo(Topics.EVENTS);
              assertThat(header(letter, DlqHeaders.OFFSET)).matches("\\d+");
            });
    assertThat(header(letters.get(4), DlqHeaders.FIELD)).isEqualTo("path");
    assertThat(letters.get(7).value()).hasSize(1_000_000);
    assertThat(views("s")).isEqualTo(1);
  }

  @Test
  void record_tooLargeForTheDlq_isTruncatedThere() {
    byte[] huge = "x".repeat(Topics.DLQ_MAX_VALUE_BYTES + 10).getBytes(UTF_8);
    topology.events().pipeInput(new TestRecord<>(null, huge, ARRIVAL));

    TestRecord<byte[], byte[]> letter = topology.dlq().readRecord();
    assertThat(letter.value()).hasSize(Topics.DLQ_MAX_VALUE_BYTES);
    assertThat(header(letter, DlqHeaders.ORIGINAL_SIZE)).isEqualTo(Integer.toString(huge.length));
  }

  @Test
  void record_onAForeignPartition_isRekeyedAndCountsOnce() {
    try (TestTopology two = new TestTopology(2, meters)) {
      String stray = siteAtHomeOn(1);
      String home = siteAtHomeOn(0);
      two.events()
          .pipeInput(
              new TestRecord<>(
                  null,
                  ("{\"site_id\":\"" + stray + "\",\"path\":\"/a\",\"event_id\":\"1\"}")
                      .getBytes(UTF_8),
                  ARRIVAL));
      two.events()
          .pipeInput(
              new TestRecord<>(
                  null,
                  ("{\"site_id\":\"" + home + "\",\"path\":\"/a\"}").getBytes(UTF_8),
                  ARRIVAL));

      assertThat(two.rollups().totals(stray, Level.ALL, 0).orElseThrow().views()).isEqualTo(1);
      assertThat(two.rollups().totals(stray, Level.MINUTE, ARRIVAL.toEpochMilli())).isPresent();
      assertThat(two.rollups().totals(home, Level.ALL, 0).orElseThrow().views()).isEqualTo(1);
      assertThat(meters.counter("tidemark.topology.rekeyed").count()).isEqualTo(1);
    }
  }

  private static String siteAtHomeOn(int partition) {
    for (int i = 0; ; i++) {
      if (HomePartition.of("site-" + i, 2) == partition) {
        return "site-" + i;
      }
    }
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private void send(String json) {
    topology.events().pipeInput(new TestRecord<>(null, json.getBytes(UTF_8), ARRIVAL));
  }

  private Rollups rollups() {
    return topology.rollups();
  }

  private long views(String siteId) {
    return rollups().totals(siteId, Level.ALL, 0).orElseThrow().views();
  }

  private double counter(String result) {
    return meters.counter("tidemark.topology.events", "result", result).count();
  }
}
