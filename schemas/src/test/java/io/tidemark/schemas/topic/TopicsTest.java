package io.tidemark.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void events_arrivalTime_isTheBrokersAppendTime() {
    Topics.Spec events = Topics.events(12, Duration.ofDays(90));
    assertThat(events.name()).isEqualTo("events");
    assertThat(events.partitions()).isEqualTo(12);
    assertThat(events.config())
        .containsEntry(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name)
        .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "7776000000")
        .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
  }

  @Test
  void records_outliveTheRetention_byADayAtMost() {
    assertThat(Topics.events(12, Duration.ofDays(90)).config())
        .containsEntry(TopicConfig.SEGMENT_MS_CONFIG, "86400000");
    assertThat(Topics.dlq(Duration.ofHours(1)).config())
        .containsEntry(TopicConfig.SEGMENT_MS_CONFIG, "3600000");
  }

  @Test
  void dlq_takesMoreThanTheLargestEvent() {
    Topics.Spec dlq = Topics.dlq(Duration.ofDays(30));
    int most = Integer.parseInt(dlq.config().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    assertThat(Topics.DLQ_MAX_VALUE_BYTES).isLessThan(most).isGreaterThan(1024 * 1024);
    assertThat(dlq.partitions()).isEqualTo(1);
  }

  @Test
  void meta_isKeptForEver() {
    assertThat(Topics.meta().config())
        .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }
}
