package io.tidemark.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.fault.guarantee.EveryAnswerIsTrue;
import io.tidemark.e2e.fault.guarantee.EverythingAcknowledgedIsCountedOnce;
import io.tidemark.e2e.fault.guarantee.Evidence;
import io.tidemark.e2e.fault.guarantee.NothingRefusedIsCounted;
import io.tidemark.e2e.fault.guarantee.QueriesAnswer;
import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.EventSource;
import io.tidemark.e2e.fault.load.Question;
import io.tidemark.e2e.fault.load.SentEvent;
import io.tidemark.e2e.fault.load.Statistics;
import io.tidemark.e2e.fault.load.Truth;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guarantees see what breaks them. */
class GuaranteesTest {
  private static final String SITE = "a.example";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 12);
  private static final long LATER_MS = System.currentTimeMillis() + 1_000_000;

  private final Truth truth = new Truth();

  GuaranteesTest() {
    SentEvent event = new SentEvent(SITE, DAY, 0, "ada", 2, true, true, "{}");
    truth.sent(event);
    truth.acknowledged(event);
  }

  @Test
  void counting_ofWhatWasAcknowledged_holds() {
    Evidence evidence = evidence(told(2, 0, LATER_MS));

    assertThat(new EverythingAcknowledgedIsCountedOnce().breaches(evidence)).isEmpty();
    assertThat(new EveryAnswerIsTrue().breaches(evidence)).isEmpty();
    assertThat(new NothingRefusedIsCounted().breaches(evidence)).isEmpty();
    assertThat(new QueriesAnswer().breaches(evidence)).isEmpty();
  }

  @Test
  void counting_withAnEventMissing_isLost() {
    Evidence evidence = evidence(told(1, 0, LATER_MS));

    assertThat(new EverythingAcknowledgedIsCountedOnce().breaches(evidence)).isNotEmpty();
    assertThat(EverythingAcknowledgedIsCountedOnce.lost(evidence)).isEqualTo(1);
    assertThat(new EveryAnswerIsTrue().breaches(evidence)).isNotEmpty();
  }

  @Test
  void answer_withTooFewEventsButOld_isTrue() {
    assertThat(new EveryAnswerIsTrue().breaches(evidence(told(0, 0, 0)))).isEmpty();
  }

  @Test
  void counting_ofAnEventTwice_isDoubled() {
    Evidence evidence = evidence(told(4, 0, 0));

    assertThat(EverythingAcknowledgedIsCountedOnce.doubled(evidence)).isEqualTo(2);
    assertThat(new EveryAnswerIsTrue().breaches(evidence)).isNotEmpty();
  }

  @Test
  void counting_ofWhatWasRefused_isSeen() {
    assertThat(new NothingRefusedIsCounted().breaches(evidence(told(2, 1, LATER_MS)))).isNotEmpty();
  }

  @Test
  void refusal_ofAValidEvent_isSeen() {
    truth.refused(new SentEvent(SITE, DAY, 0, null, 1, true, true, "{}"), "400");

    assertThat(new NothingRefusedIsCounted().breaches(evidence(told(2, 0, LATER_MS)))).isNotEmpty();
  }

  @Test
  void server_thatDoesNotAnswer_isSeen() {
    Asked unanswered =
        new Asked("query-1", new Question(SITE, DAY), true, true, 1, 503, null, null, 1);
    Evidence evidence =
        new Evidence(truth, 1, List.of(unanswered), List.of(), Duration.ZERO, Map.of(), false);

    assertThat(new QueriesAnswer().breaches(evidence)).isNotEmpty();
  }

  private static Statistics told(long count, long others, long asOfMs) {
    List<Long> paths = new ArrayList<>(Collections.nCopies(EventSource.PATHS.size(), 0L));
    paths.set(0, count);
    return new Statistics(asOfMs, count, count, 1, 1, 1, paths, others);
  }

  private Evidence evidence(Statistics told) {
    List<Asked> asked =
        List.of(
            new Asked(
                "query-1", new Question(SITE, DAY), true, false, 1, 200, told, null, LATER_MS));
    return new Evidence(truth, 1, asked, asked, Duration.ZERO, Map.of(), false);
  }
}
