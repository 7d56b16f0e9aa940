package io.tidemark.topology.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final long NOW_MS = 1_000_000;
  private static final long OLD_MS = NOW_MS - CommitPace.LIVE_MS - 1_000;

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private long commits;
  private final CommitPace pace = new CommitPace(context, Duration.ofMillis(400), () -> commits);

  CommitPaceTest() {
    context.setCurrentSystemTimeMs(NOW_MS);
  }

  @Test
  void liveEvents_oneInterval_areCommitted() {
    for (int ms = 0; ms < 400; ms += 100) {
      pace.did(NOW_MS + ms, false);
      tick(ms);
      assertThat(context.committed()).as("after %d ms", ms).isFalse();
    }
    pace.did(NOW_MS + 400, false);
    tick(400);

    assertThat(context.committed()).isTrue();
  }

  @Test
  void liveEvent_thatStaysAlone_isCommittedAfterTheInterval() {
    pace.did(NOW_MS, false);
    tick(100);
    tick(200);
    assertThat(context.committed()).isFalse();

    tick(400);

    assertThat(context.committed()).isTrue();
  }

  @Test
  void oldEvents_whileTheyCome_areLeftToTheLongInterval() {
    for (int ms = 0; ms < 5_000; ms += 100) {
      pace.did(OLD_MS + ms, false);
      tick(ms);
    }

    assertThat(context.committed()).isFalse();
  }

  @Test
  void oldEvents_whenNoMoreCome_areCommittedAtOnce() {
    pace.did(OLD_MS, false);
    tick(100);
    assertThat(context.committed()).isFalse();

    tick(200);

    assertThat(context.committed()).isTrue();
  }

  @Test
  void muchChanged_isCommittedAtOnce() {
    pace.did(OLD_MS, true);

    assertThat(context.committed()).isTrue();
  }

  @Test
  void timer_whenNothingIsUncommitted_stops() {
    pace.did(NOW_MS, false);
    commits++;
    tick(100);

    assertThat(context.committed()).isFalse();
    assertThat(timer().cancelled()).isTrue();
  }

  @Test
  void eventsAfterACommit_waitForTheirOwnInterval() {
    pace.did(NOW_MS, false);
    commits++;
    context.setCurrentSystemTimeMs(NOW_MS + 300);
    pace.did(NOW_MS + 300, false);
    tick(400);
    assertThat(context.committed()).isFalse();

    tick(700);

    assertThat(context.committed()).isTrue();
  }

  private void tick(long afterMs) {
    timer().getPunctuator().punctuate(NOW_MS + afterMs);
  }

  private CapturedPunctuator timer() {
    return context.scheduledPunctuators().get(context.scheduledPunctuators().size() - 1);
  }
}
