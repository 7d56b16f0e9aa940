package io.tidemark.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PublicationTest {
  private static final Refusal WHY = new Refusal(RefusalCode.UNAVAILABLE, "away", null);

  private final ByteBudget buffer = new ByteBudget(1_000);
  private final List<Runnable> answers = new ArrayList<>();

  @Test
  void publication_allAcknowledged_isSettledOnce() {
    Publication publication = new Publication(2, 10, buffer, 0, answers::add);
    publication.acknowledge();
    assertThat(publication.isSettled()).isFalse();
    publication.acknowledge();
    publication.expire(WHY);
    assertThat(outcome(publication)).isEqualTo(new Outcome(2, 0, null));
    assertThat(answers).hasSize(1);
  }

  @Test
  void publication_someFailed_tellsTheFirstReason() {
    Publication publication = new Publication(3, 10, buffer, 0, answers::add);
    publication.fail(WHY);
    publication.acknowledge();
    publication.fail(new Refusal(RefusalCode.OVERLOADED, "full", null));
    assertThat(outcome(publication)).isEqualTo(new Outcome(1, 2, WHY));
  }

  @Test
  void publication_expired_ignoresLaterNews() {
    Publication publication = new Publication(3, 10, buffer, 0, answers::add);
    publication.acknowledge();
    publication.expire(WHY);
    publication.acknowledge();
    publication.acknowledge();
    assertThat(outcome(publication)).isEqualTo(new Outcome(1, 2, WHY));
    assertThat(answers).hasSize(1);
  }

  @Test
  void publication_expired_keepsItsBytesUntilTheProducerHasNone() {
    buffer.tryAcquire(10);
    Publication publication = new Publication(2, 10, buffer, 0, answers::add);
    publication.expire(WHY);
    assertThat(publication.acknowledge()).isFalse();
    assertThat(buffer.usedBytes()).isEqualTo(10);
    assertThat(publication.fail(WHY)).isTrue();
    assertThat(buffer.usedBytes()).isZero();
  }

  @Test
  void publication_settled_answersOnTheGivenThreads() {
    Publication publication = new Publication(1, 10, buffer, 0, answers::add);
    publication.acknowledge();
    assertThat(publication.result().toCompletableFuture()).isNotDone();
    outcome(publication);
  }

  @Test
  void publication_settledWhileClosing_answersAnyway() {
    Publication publication =
        new Publication(
            1,
            10,
            buffer,
            0,
            task -> {
              throw new RejectedExecutionException();
            });
    publication.acknowledge();
    assertThat(publication.result().toCompletableFuture()).isDone();
  }

  @Test
  void pending_expireBefore_settlesOnlyTheOld() {
    PendingPublications pending = new PendingPublications();
    Publication old = new Publication(1, 10, buffer, 100, answers::add);
    Publication done = new Publication(1, 10, buffer, 150, answers::add);
    Publication young = new Publication(1, 10, buffer, 200, answers::add);
    pending.add(old);
    pending.add(done);
    pending.add(young);
    done.acknowledge();
    assertThat(pending.oldestAgeNanos(300)).isEqualTo(200);
    pending.expireBefore(200, WHY);
    assertThat(old.isSettled()).isTrue();
    assertThat(young.isSettled()).isFalse();
    assertThat(pending.oldestAgeNanos(300)).isEqualTo(100);
    young.acknowledge();
    assertThat(pending.oldestAgeNanos(300)).isZero();
  }

  private Outcome outcome(Publication publication) {
    answers.forEach(Runnable::run);
    return publication.result().toCompletableFuture().join();
  }
}
