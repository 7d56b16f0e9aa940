package io.tidemark.ingest.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.schemas.hot.HotSites;
import io.tidemark.schemas.hot.HotSitesLog;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.SiteParts;
import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to the topic {@value Topics#EVENTS} with an idempotent producer and {@code acks=all},
 * each event to its site's home partition, of a hot site to that of its part as far as is known
 * here: where the statistics know better, they send it on.
 *
 * <p>Refuses at once while the {@link Circuit} is open or the buffer is full. Acknowledgements are
 * handed from the producer's I/O thread to a small pool, where answers are written. Thread-safe.
 */
public final class KafkaPublisher implements Publisher {
  private static final int ANSWER_THREADS = 2;
  private static final Refusal FULL =
      new Refusal(
          RefusalCode.OVERLOADED, "too many events wait for Kafka; try again in a second", null);
  private static final Refusal TOO_LARGE =
      new Refusal(
          RefusalCode.BODY_TOO_LARGE,
          "the event is larger than Kafka's max.message.bytes allows",
          null);

  /** What the publisher holds to. */
  public record Limits(long bufferBytes, Duration ackTimeout, int lingerMs) {}

  private final ByteBudget buffer;
  private final Circuit circuit = new Circuit();
  private final PendingPublications pending = new PendingPublications();
  private final ExecutorService answers =
      Executors.newFixedThreadPool(ANSWER_THREADS, DaemonThreads.named("tidemark-answer"));
  private final HotSitesLog hotSites;
  private final KafkaWatch watch;
  private final Timer ackTimer;

  private KafkaPublisher(Map<String, Object> kafka, Limits limits, MeterRegistry metrics) {
    this.buffer = new ByteBudget(limits.bufferBytes());
    this.ackTimer =
        Timer.builder("tidemark.ingest.ack")
            .description("From the send of a request's events to Kafka's last acknowledgement")
            .serviceLevelObjectives(Buckets.latencies())
            .register(metrics);
    Gauge.builder("tidemark.ingest.in.flight", buffer, ByteBudget::usedBytes)
        .description("Bytes of events sent and not yet acknowledged")
        .baseUnit("bytes")
        .register(metrics);
    Gauge.builder("tidemark.ingest.ready", circuit, c -> c.reason() == null ? 1 : 0)
        .description("1: Kafka takes events")
        .register(metrics);
    this.watch = new KafkaWatch(kafka, limits, circuit, pending, metrics);
    this.hotSites = HotSitesLog.follow(kafka, "tidemark-gateway");
  }

  /**
   * Connects in the background; {@link #notReady()} tells when events are taken.
   *
   * @throws IllegalArgumentException a Kafka client setting is not valid
   */
  public static KafkaPublisher start(
      Map<String, Object> kafka, Limits limits, MeterRegistry metrics) {
    KafkaPublisher publisher = new KafkaPublisher(kafka, limits, metrics);
    try {
      publisher.watch.start();
    } catch (RuntimeException e) {
      publisher.close(Duration.ZERO);
      throw e;
    }
    return publisher;
  }

  @Override
  public @Nullable String notReady() {
    return circuit.reason();
  }

  @Override
  public CompletionStage<Outcome> publish(List<Outgoing> events) {
    String away = circuit.reason();
    KafkaWatch.Target target = watch.target();
    if (away != null || target == null) {
      String why = away == null ? "the Kafka producer is being replaced" : away;
      return refused(
          events, new Refusal(RefusalCode.UNAVAILABLE, why + "; try again in a second", null));
    }
    long bytes = 0;
    for (Outgoing event : events) {
      bytes += event.sizeBytes();
    }
    if (!buffer.tryAcquire(bytes)) {
      return refused(events, FULL);
    }
    Publication publication =
        new Publication(events.size(), bytes, buffer, System.nanoTime(), answers);
    pending.add(publication);
    Callback settle = (metadata, error) -> settle(target, publication, error);
    for (Outgoing event : events) {
      send(target, event, settle);
    }
    return publication.result();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
  private void send(KafkaWatch.Target target, Outgoing event, Callback settle) {
    int partition = partition(event, target.partitions());
    Producer<byte[], byte[]> producer = target.clients().producer();
    try {
      producer.send(
          new ProducerRecord<>(Topics.EVENTS, partition, event.key(), event.value()), settle);
    } catch (RuntimeException e) {
      settle.onCompletion(null, e);
    }
  }

  private int partition(Outgoing event, int partitions) {
    HotSites known = hotSites.sites();
    int parts = known.isEmpty() ? 1 : Math.min(partitions, known.parts(event.siteId()));
    return parts == 1
        ? HomePartition.of(event.siteId(), partitions)
        : SiteParts.partition(event.siteId(), event.part(parts), partitions);
  }

  /** Runs on the producer's I/O thread, or on the sender's where the send failed at once. */
  private void settle(
      KafkaWatch.Target target, Publication publication, @Nullable Exception error) {
    boolean last;
    if (error == null) {
      circuit.acknowledged(System.nanoTime());
      last = publication.acknowledge();
    } else {
      last = publication.fail(reason(target, publication, error));
    }
    if (last) {
      ackTimer.record(System.nanoTime() - publication.sentNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Why an event was not acknowledged; where that is not the event's fault, Kafka is away. */
  private Refusal reason(KafkaWatch.Target target, Publication publication, Exception error) {
    if (error instanceof BufferExhaustedException) {
      return FULL;
    }
    if (error instanceof RecordTooLargeException) {
      return TOO_LARGE;
    }
    String why = "Kafka did not take an event (" + error.getClass().getSimpleName() + ")";
    circuit.failed(publication.sentNanos(), why);
    watch.sendFailed(target, error);
    return KafkaWatch.NOT_ACKNOWLEDGED;
  }

  private static CompletionStage<Outcome> refused(List<Outgoing> events, Refusal why) {
    return CompletableFuture.completedFuture(Outcome.nothing(events.size(), why));
  }

  /** Waits for what is in flight, at most so long; what is left then is answered 503. */
  @Override
  public void close(Duration timeout) {
    watch.close(timeout);
    pending.expireBefore(System.nanoTime(), KafkaWatch.NOT_ACKNOWLEDGED);
    answers.shutdown();
    try {
      answers.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hotSites.close();
  }
}
