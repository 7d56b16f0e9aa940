package io.tidemark.ingest.accept;

import io.tidemark.ingest.publish.Outcome;
import io.tidemark.ingest.publish.Outgoing;
import io.tidemark.ingest.publish.Publisher;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.BatchReader;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.event.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Bodies to answers: the steps an event takes, in order. An answer that something is queued exists
 * only once Kafka has acknowledged it. Never blocks. Thread-safe.
 */
public final class Intake {
  private final EventReader eventReader = new EventReader();
  private final BatchReader batchReader = new BatchReader();
  private final EventWriter writer = new EventWriter();
  private final @Nullable String defaultSite;
  private final SiteAdmission sites;
  private final EventIds ids;
  private final Publisher publisher;
  private final IngestMetrics metrics;
  private final Clock clock;

  public Intake(
      @Nullable String defaultSite,
      SiteAdmission sites,
      Publisher publisher,
      IngestMetrics metrics,
      Clock clock) {
    this.defaultSite = defaultSite;
    this.sites = sites;
    this.ids = new EventIds(clock);
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** An event on its way: its id, and the record it becomes. */
  private record Ready(String eventId, Outgoing record) {}

  /** A step's result. */
  private sealed interface Step {
    record Passed(Ready event) implements Step {}

    record Refused(Refusal refusal) implements Step {}
  }

  /** Takes the body of a request with one event. */
  public CompletionStage<EventAnswer> event(byte[] body) {
    metrics.received(1);
    try {
      Step step = prepare(eventReader.read(body, defaults()));
      if (step instanceof Step.Passed passed) {
        String eventId = passed.event().eventId();
        return publisher
            .publish(List.of(passed.event().record()))
            .thenApply(outcome -> answer(eventId, outcome));
      }
      Refusal refusal = ((Step.Refused) step).refusal();
      metrics.refused(refusal.code(), 1);
      return CompletableFuture.completedFuture(new EventAnswer.Refused(refusal));
    } catch (RuntimeException e) {
      metrics.failed(1);
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Takes the body of a request with a batch. */
  public CompletionStage<BatchAnswer> batch(byte[] body) {
    BatchDecoded decoded = batchReader.read(body, defaults());
    if (decoded instanceof BatchDecoded.Refused refused) {
      metrics.received(refused.events());
      metrics.refused(refused.refusal().code(), refused.events());
      return CompletableFuture.completedFuture(
          new BatchAnswer.Refused(refused.refusal(), List.of()));
    }
    List<Decoded> events = ((BatchDecoded.Events) decoded).events();
    metrics.received(events.size());
    List<Outgoing> ready = new ArrayList<>(events.size());
    List<BatchAnswer.Rejected> rejected = new ArrayList<>();
    try {
      for (int i = 0; i < events.size(); i++) {
        Step step = prepare(events.get(i));
        if (step instanceof Step.Passed passed) {
          ready.add(passed.event().record());
        } else {
          rejected.add(new BatchAnswer.Rejected(i, ((Step.Refused) step).refusal()));
        }
      }
      CompletionStage<BatchAnswer> answer = publishBatch(ready, rejected);
      rejected.forEach(event -> metrics.refused(event.refusal().code(), 1));
      return answer;
    } catch (RuntimeException e) {
      metrics.failed(events.size());
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<BatchAnswer> publishBatch(
      List<Outgoing> ready, List<BatchAnswer.Rejected> rejected) {
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(noneValid(rejected));
    }
    return publisher
        .publish(ready)
        .thenApply(
            outcome -> {
              count(outcome);
              return outcome.refusal() == null
                  ? new BatchAnswer.Queued(outcome.acknowledged(), rejected)
                  : new BatchAnswer.Refused(outcome.refusal(), rejected);
            });
  }

  private static BatchAnswer noneValid(List<BatchAnswer.Rejected> rejected) {
    Refusal first = rejected.get(0).refusal();
    String message =
        "none of the %d events is valid; the first: %s".formatted(rejected.size(), first.message());
    return new BatchAnswer.Refused(new Refusal(first.code(), message, first.field()), rejected);
  }

  private EventAnswer answer(String eventId, Outcome outcome) {
    count(outcome);
    return outcome.refusal() == null
        ? new EventAnswer.Queued(eventId)
        : new EventAnswer.Refused(outcome.refusal());
  }

  private void count(Outcome outcome) {
    if (outcome.acknowledged() > 0) {
      metrics.accepted(outcome.acknowledged());
    }
    if (outcome.refusal() != null && outcome.refused() > 0) {
      metrics.refused(outcome.refusal().code(), outcome.refused());
    }
  }

  private EventDefaults defaults() {
    return new EventDefaults(defaultSite, clock.millis());
  }

  /** Everything between reading and publishing. */
  private Step prepare(Decoded decoded) {
    if (decoded instanceof Decoded.Refused refused) {
      return new Step.Refused(refused.refusal());
    }
    Event event = ((Decoded.Accepted) decoded).event();
    Refusal notAllowed = sites.refusal(event.siteId());
    if (notAllowed != null) {
      return new Step.Refused(notAllowed);
    }
    String eventId = event.eventId();
    if (eventId == null) {
      eventId = ids.next();
      event = event.withEventId(eventId);
    }
    return new Step.Passed(new Ready(eventId, new Outgoing(event.siteId(), writer.write(event))));
  }
}
