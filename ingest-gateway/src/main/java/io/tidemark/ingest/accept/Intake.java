package io.tidemark.ingest.accept;

import io.tidemark.ingest.dialect.Answer;
import io.tidemark.ingest.dialect.Dialect;
import io.tidemark.ingest.dialect.Query;
import io.tidemark.ingest.dialect.Request;
import io.tidemark.ingest.dialect.Taken;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.enrich.Sender;
import io.tidemark.ingest.publish.Outcome;
import io.tidemark.ingest.publish.Outgoing;
import io.tidemark.ingest.publish.Publisher;
import io.tidemark.ingest.quality.RefusalLog;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Requests to answers: the steps an event takes, in order, whatever its dialect. An answer that
 * something is taken exists only once Kafka has acknowledged it. Never blocks. Thread-safe.
 */
public final class Intake {
  private final EventWriter writer = new EventWriter();
  private final @Nullable String defaultSite;
  private final SiteAdmission sites;
  private final Enrichment enrichment;
  private final EventIds ids;
  private final Publisher publisher;
  private final RefusalLog refusals;
  private final IngestMetrics metrics;
  private final Clock clock;

  public Intake(
      @Nullable String defaultSite,
      SiteAdmission sites,
      Enrichment enrichment,
      Publisher publisher,
      RefusalLog refusals,
      IngestMetrics metrics,
      Clock clock) {
    this.defaultSite = defaultSite;
    this.sites = sites;
    this.enrichment = enrichment;
    this.ids = new EventIds(clock);
    this.publisher = publisher;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Takes a request; the request itself is not needed any more when this returns. */
  public CompletionStage<Answer> take(Dialect dialect, Request request, Sender sender) {
    BatchDecoded decoded = dialect.read(request, defaults(sender));
    Query query = request.query();
    if (decoded instanceof BatchDecoded.Refused refused) {
      metrics.received(refused.events());
      metrics.refused(refused.refusal().code(), refused.events());
      return CompletableFuture.completedFuture(
          dialect.answer(Taken.unread(refused.refusal()), query));
    }
    return take(((BatchDecoded.Events) decoded).events(), sender, request.key())
        .thenApply(taken -> dialect.answer(taken, query));
  }

  /** Answers a request that could not be read. */
  public Answer refuse(Dialect dialect, Query query, Refusal refusal) {
    metrics.received(1);
    metrics.refused(refusal.code(), 1);
    return dialect.answer(Taken.unread(refusal), query);
  }

  private CompletionStage<Taken> take(List<Decoded> events, Sender sender, @Nullable String key) {
    metrics.received(events.size());
    List<Taken.Fate> fates = new ArrayList<>(events.size());
    List<Outgoing> ready = new ArrayList<>(events.size());
    try {
      for (Decoded event : events) {
        String eventId = key == null ? null : key + "." + fates.size();
        fates.add(prepare(event, eventId, sender, ready));
      }
      CompletionStage<Taken> taken = publish(ready, fates);
      for (Taken.Fate fate : fates) {
        if (fate instanceof Taken.Fate.Refused refused) {
          metrics.refused(refused.refusal().code(), 1);
        }
      }
      return taken;
    } catch (Enrichment.NotReadyException e) {
      String why = String.valueOf(e.getMessage());
      metrics.refused(RefusalCode.UNAVAILABLE, events.size());
      return CompletableFuture.completedFuture(
          Taken.unread(new Refusal(RefusalCode.UNAVAILABLE, why, null)));
    } catch (RuntimeException e) {
      metrics.failed(events.size());
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Everything between reading and publishing; what is left of the event goes to {@code ready}.
   *
   * @param ofRequest the id of an event that has none; null: a new one
   */
  private Taken.Fate prepare(
      Decoded decoded, @Nullable String ofRequest, Sender sender, List<Outgoing> ready) {
    if (decoded instanceof Decoded.Refused refused) {
      refusals.refused(refused.siteId(), refused.refusal().code());
      return new Taken.Fate.Refused(refused.refusal());
    }
    Event event = ((Decoded.Accepted) decoded).event();
    Refusal notAllowed = sites.refusal(event.siteId());
    if (notAllowed != null) {
      return new Taken.Fate.Refused(notAllowed);
    }
    String eventId = event.eventId();
    if (eventId == null) {
      eventId = ofRequest == null ? ids.next() : ofRequest;
      event = event.withEventId(eventId);
    }
    event = enrichment.apply(event, sender);
    ready.add(new Outgoing(event, writer.write(event)));
    return new Taken.Fate.Accepted(
        eventId, event.siteId(), event.userId(), event.timestampMs(), event.bot());
  }

  private CompletionStage<Taken> publish(List<Outgoing> ready, List<Taken.Fate> fates) {
    if (ready.isEmpty()) {
      return CompletableFuture.completedFuture(new Taken(fates, null));
    }
    return publisher
        .publish(ready)
        .thenApply(
            outcome -> {
              count(outcome);
              tell(outcome, fates);
              return new Taken(fates, outcome.refusal());
            });
  }

  private void count(Outcome outcome) {
    if (outcome.acknowledged() > 0) {
      metrics.accepted(outcome.acknowledged());
    }
    if (outcome.refusal() != null && outcome.refused() > 0) {
      metrics.refused(outcome.refusal().code(), outcome.refused());
    }
  }

  /** Of a request that Kafka took in part it is not known whose events it did not take. */
  private void tell(Outcome outcome, List<Taken.Fate> fates) {
    Refusal refusal = outcome.refusal();
    if (refusal == null || outcome.acknowledged() > 0) {
      return;
    }
    for (Taken.Fate fate : fates) {
      if (fate instanceof Taken.Fate.Accepted sent) {
        refusals.refused(sent.siteId(), refusal.code());
      }
    }
  }

  /** What an event that does not say it gets from its request. */
  private EventDefaults defaults(Sender sender) {
    String userAgent = sender.browserDoor() ? sender.userAgent() : null;
    return new EventDefaults(defaultSite, clock.millis(), userAgent);
  }
}
