package io.tidemark.topology.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WatermarkTest {
  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);
  private static final TopicPartition REKEY = new TopicPartition("tidemark-rekey", 0);

  private final Watermark watermark = new Watermark();

  @Test
  void everythingCommitted_advancesToTheLook() {
    assertThat(watermark.advance(look(1, 10, 10, 0, 0))).isEqualTo(at(1));
    assertThat(watermark.advance(look(2, 10, 10, 0, 0))).isEqualTo(at(2));
  }

  @Test
  void eventsNotYetCommitted_holdsAtTheLastWholeLook() {
    watermark.advance(look(1, 10, 10, 0, 0));
    assertThat(watermark.advance(look(2, 20, 15, 0, 0))).isEqualTo(at(1));
    assertThat(watermark.advance(look(3, 30, 21, 0, 0))).isEqualTo(at(2));
  }

  @Test
  void straysNotYetCounted_holdTheWatermark() {
    assertThat(watermark.advance(look(1, 10, 10, 5, 0))).isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(2, 12, 12, 7, 4))).isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(3, 14, 14, 9, 5))).isEqualTo(at(1));
    assertThat(watermark.advance(look(4, 14, 14, 9, 9))).isEqualTo(at(4));
  }

  @Test
  void recordsThatAreSentOnAgain_holdTheWatermarkForEachTime() {
    assertThat(watermark.advance(look(1, 10, 10, 5, 0), 3)).isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(2, 10, 10, 9, 5), 3)).as("sent on").isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(3, 10, 10, 12, 9), 3)).as("twice").isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(4, 10, 10, 14, 12), 3)).isEqualTo(at(1));
  }

  @Test
  void recordsThatAreSentOnAgain_areNotWaitedForWhereNothingIsOnItsWay() {
    assertThat(watermark.advance(look(1, 10, 10, 5, 0), 9)).isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(2, 10, 10, 9, 5), 9)).isEqualTo(Instant.EPOCH);
    assertThat(watermark.advance(look(3, 10, 10, 9, 9), 9)).isEqualTo(at(3));
  }

  @Test
  void looksUnderWay_doNotWaitForEachOther() {
    watermark.advance(look(1, 10, 10, 5, 0), 2);
    watermark.advance(look(2, 20, 20, 9, 5), 2);
    assertThat(watermark.advance(look(3, 30, 30, 12, 9), 2)).isEqualTo(at(1));
    assertThat(watermark.advance(look(4, 40, 40, 15, 12), 2)).isEqualTo(at(2));
  }

  @Test
  void backlog_countsBothTopics() {
    assertThat(look(1, 10, 4, 5, 2).backlog()).isEqualTo(9);
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static Offsets look(
      long second, long eventsEnd, long eventsCommitted, long rekeyEnd, long rekeyCommitted) {
    return new Offsets(
        at(second),
        Map.of(EVENTS, eventsEnd),
        Map.of(EVENTS, eventsCommitted, REKEY, rekeyCommitted),
        Map.of(REKEY, rekeyEnd));
  }
}
