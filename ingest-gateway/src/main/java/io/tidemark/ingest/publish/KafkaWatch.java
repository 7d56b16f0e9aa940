package io.tidemark.ingest.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one background thread of a publisher: opens the Kafka clients, looks whether Kafka is there,
 * ends what waited too long, and replaces a producer that cannot go on.
 *
 * <p>Everything but {@link #target()} and {@link #sendFailed} happens on its thread.
 */
final class KafkaWatch {
  /** The answer to events that were sent and not acknowledged in time. */
  static final Refusal NOT_ACKNOWLEDGED =
      new Refusal(
          RefusalCode.UNAVAILABLE,
          "Kafka did not acknowledge the event; try again in a second, and give events an event_id"
              + " so that none counts twice",
          null);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
  private static final long TICK_MS = 50;
  private static final Duration PROBE_WHILE_DOWN = Duration.ofMillis(250);
  private static final Duration PROBE_WHILE_QUIET = Duration.ofSeconds(1);
  private static final String NO_ADDRESS =
      "no address in bootstrap.servers can be looked up; expected host:port, comma-separated";

  /** Where events can be sent. */
  record Target(KafkaClients clients, int partitions) {}

  private final Map<String, Object> producerSettings;
  private final Map<String, Object> adminSettings;
  private final Duration ackTimeout;
  private final Circuit circuit;
  private final PendingPublications pending;
  private final MeterRegistry registry;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("tidemark-kafka-watch"));

  private @Nullable KafkaClients clients;
  private boolean probing;
  private long lastProbeNanos;
  private volatile @Nullable Target target;
  private volatile @Nullable KafkaClients broken;

  KafkaWatch(
      Map<String, Object> kafka,
      KafkaPublisher.Limits limits,
      Circuit circuit,
      PendingPublications pending,
      MeterRegistry registry) {
    this.producerSettings =
        ProducerSettings.producer(
            kafka, limits.bufferBytes(), limits.ackTimeout(), limits.lingerMs());
    this.adminSettings = ProducerSettings.admin(kafka);
    this.ackTimeout = limits.ackTimeout();
    this.circuit = circuit;
    this.pending = pending;
    this.registry = registry;
  }

  /**
   * Opens the clients and begins to watch.
   *
   * @throws IllegalArgumentException a Kafka client setting is not valid
   */
  @SuppressWarnings("FutureReturnValueIgnored") // tick() throws nothing
  void start() {
    clients = KafkaClients.open(producerSettings, adminSettings, registry);
    lastProbeNanos = System.nanoTime() - PROBE_WHILE_DOWN.toNanos();
    thread.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** Where to send; null until Kafka has been reached once. */
  @Nullable Target target() {
    return target;
  }

  /** A send failed; where no other send of this producer can succeed, it is replaced. */
  void sendFailed(Target target, Exception error) {
    if (!(error instanceof RetriableException)) {
      broken = target.clients();
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      pending.expireBefore(now - ackTimeout.toNanos(), NOT_ACKNOWLEDGED);
      circuit.check(pending.oldestAgeNanos(now), now);
      if (clients != null && clients == broken) {
        reopen();
      }
      boolean up = circuit.reason() == null;
      Duration interval = up ? PROBE_WHILE_QUIET : PROBE_WHILE_DOWN;
      boolean quiet = !up || circuit.quietNanos(now) > PROBE_WHILE_QUIET.toNanos();
      if (!probing && quiet && now - lastProbeNanos >= interval.toNanos()) {
        lastProbeNanos = now;
        probe();
      }
    } catch (RuntimeException e) {
      LOG.warn("The watch over Kafka goes on after {}", e.toString());
    }
  }

  private void reopen() {
    LOG.warn("The Kafka producer cannot go on and is replaced");
    circuit.failed(System.nanoTime(), "the Kafka producer is being replaced");
    broken = null;
    target = null;
    if (clients != null) {
      clients.close(Duration.ZERO);
      clients = null;
    }
  }

  private void probe() {
    if (clients == null) {
      clients = KafkaClients.open(producerSettings, adminSettings, registry);
    }
    KafkaClients probed = clients;
    if (probed == null) {
      circuit.probeFailed(NO_ADDRESS);
      return;
    }
    probing = true;
    new TopicProbe(probed.admin(), Topics.EVENTS)
        .look()
        .whenCompleteAsync((finding, error) -> probed(probed, finding), thread);
  }

  private void probed(KafkaClients probed, TopicProbe.@Nullable Finding finding) {
    probing = false;
    if (clients != probed || finding == null) {
      return;
    }
    if (finding.problem() != null) {
      circuit.probeFailed(finding.problem());
    } else if (!producerKnows(probed, finding.partitions())) {
      lastProbeNanos -= PROBE_WHILE_DOWN.toNanos();
      circuit.probeFailed("the producer does not know the topic " + Topics.EVENTS + " yet");
    } else {
      target = new Target(probed, finding.partitions());
      long now = System.nanoTime();
      circuit.probeSucceeded(pending.oldestAgeNanos(now), now);
    }
  }

  /** Whether a send would find its metadata; if not, asking has made the producer fetch it. */
  private static boolean producerKnows(KafkaClients probed, int partitions) {
    try {
      return probed.producer().partitionsFor(Topics.EVENTS).size() >= partitions;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Waits for what is in flight, at most so long. */
  void close(Duration timeout) {
    thread.shutdownNow();
    try {
      thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (clients != null) {
      clients.close(timeout);
    }
  }
}
