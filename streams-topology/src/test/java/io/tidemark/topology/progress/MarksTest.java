package io.tidemark.topology.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.topic.Topics;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MarksTest {
  private final Marks marks = new Marks();

  @Test
  void copy_thatHasEverything_isAsOfTheNewestMark() {
    add(1, 10);
    add(2, 20);

    assertThat(marks.asOf(0, 20)).isEqualTo(at(2));
    assertThat(marks.asOf(0, 25)).isEqualTo(at(2));
  }

  @Test
  void copy_thatLags_isAsOfTheMarkItReached() {
    add(1, 10);
    add(2, 20);

    assertThat(marks.asOf(0, 19)).isEqualTo(at(1));
  }

  @Test
  void copy_behindAllMarks_hasNoKnownAge() {
    assertThat(marks.asOf(0, 100)).isEqualTo(Instant.EPOCH);
    add(1, 10);
    assertThat(marks.asOf(0, 9)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void partition_withoutEvents_isAsOfTheNewestMark() {
    add(1, 10);

    assertThat(marks.asOf(1, 0)).isEqualTo(at(1));
  }

  @Test
  void copyOfAHotSite_isAsOfTheMarkWhoseCommitItHasForSure() {
    TopicPartition events = new TopicPartition(Topics.EVENTS, 0);
    marks.add(new Mark(at(1), Map.of(events, 10L), Map.of(events, 12L)));
    marks.add(new Mark(at(2), Map.of(events, 20L), Map.of(events, 22L)));

    assertThat(marks.asOf(0, 22)).isEqualTo(at(2));
    assertThat(marks.provenAsOf(0, 22)).as("may lack what came by re-key").isEqualTo(at(1));
    assertThat(marks.provenAsOf(0, 23)).isEqualTo(at(2));
    assertThat(marks.provenAsOf(0, 12)).isEqualTo(Instant.EPOCH);
    assertThat(marks.provenAsOf(1, 99)).isEqualTo(Instant.EPOCH);
  }

  private void add(long second, long end) {
    marks.add(new Mark(at(second), Map.of(new TopicPartition(Topics.EVENTS, 0), end), Map.of()));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
