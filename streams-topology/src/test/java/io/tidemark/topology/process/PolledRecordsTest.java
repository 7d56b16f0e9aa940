package io.tidemark.topology.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.schemas.topic.DlqHeaders;
import io.tidemark.schemas.topic.Topics;
import io.tidemark.topology.TestTopology;
import io.tidemark.topology.view.Level;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PolledRecordsTest {
  private static final TopicPartition P0 = new TopicPartition(Topics.EVENTS, 0);
  private static final TopicPartition P1 = new TopicPartition(Topics.EVENTS, 1);

  @Test
  void poll_ofSeveralPartitions_isARecordOfEach() {
    Map<TopicPartition, OffsetAndMetadata> next =
        Map.of(P0, new OffsetAndMetadata(9), P1, new OffsetAndMetadata(5));
    ConsumerRecords<byte[], byte[]> polled =
        new ConsumerRecords<>(
            Map.of(P0, List.of(at(P0, 6, "a"), at(P0, 8, "bc")), P1, List.of(at(P1, 4, "d"))),
            next);

    ConsumerRecords<byte[], byte[]> given = PolledRecords.oneEach(polled);

    assertThat(given.nextOffsets()).isEqualTo(next);
    assertThat(given.partitions()).containsExactlyInAnyOrder(P0, P1);
    ConsumerRecord<byte[], byte[]> one = given.records(P0).get(0);
    assertThat(given.records(P0)).hasSize(1);
    assertThat(one.offset()).isEqualTo(6);
    assertThat(one.timestamp()).isEqualTo(1_006);
    assertThat(one.serializedValueSize()).isEqualTo(3);
    assertThat(one.serializedKeySize()).isZero();
  }

  @Test
  void poll_thatBroughtNothing_staysAsItIs() {
    ConsumerRecords<byte[], byte[]> nothing =
        new ConsumerRecords<>(Map.of(), Map.of(P0, new OffsetAndMetadata(3)));

    assertThat(PolledRecords.oneEach(nothing)).isSameAs(nothing);
  }

  @Test
  void records_ofOnePoll_areDealtWithEachAtItsPlace() {
    try (TestTopology topology = new TestTopology(1, new SimpleMeterRegistry())) {
      topology.poll(
          List.of(
              at(P0, 40, "{\"site_id\":\"s\",\"path\":\"/a\"}"),
              at(P0, 42, "no event"),
              at(P0, 43, "{\"site_id\":\"t\",\"path\":\"/a\"}")));

      assertThat(topology.rollups().totals("s", Level.ALL, 0)).isPresent();
      assertThat(topology.rollups().totals("t", Level.ALL, 0)).isPresent();
      assertThat(topology.rollups().countedTo()).isEqualTo(44);
      var refused = topology.dlq().readRecord();
      assertThat(refused.value()).isEqualTo("no event".getBytes(UTF_8));
      assertThat(header(refused.headers().lastHeader(DlqHeaders.OFFSET).value())).isEqualTo("42");
      assertThat(header(refused.headers().lastHeader(DlqHeaders.ARRIVAL).value()))
          .isEqualTo("1042");
      assertThat(topology.dlq().isEmpty()).isTrue();
    }
  }

  private static String header(byte[] value) {
    return new String(value, UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> at(
      TopicPartition place, long offset, String value) {
    return TestTopology.polled(
        place.partition(), offset, 1_000 + offset, null, value.getBytes(UTF_8));
  }
}
