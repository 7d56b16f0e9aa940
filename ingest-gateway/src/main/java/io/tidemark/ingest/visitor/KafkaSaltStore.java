package io.tidemark.ingest.visitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.topic.Topics;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The salts in the topic {@value Topics#SALTS}, shared by all gateways.
 *
 * <p>A gateway that has read the log to its end and misses the salt of today (or, half an hour
 * before midnight, of tomorrow) writes a random one and goes on reading; when several do at once,
 * the first in the log is the salt for all of them. So a salt is never used before it was read back
 * from Kafka. When its day is over it is forgotten here and erased there.
 *
 * <p>All clients belong to one thread of its own; asking never waits.
 */
public final class KafkaSaltStore implements SaltStore {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSaltStore.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MS = 1000;
  private static final long REWRITE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long CLOSE_MS = 5000;

  private final Map<String, Object> kafka;
  private final MeterRegistry registry;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final SaltBook book = new SaltBook();
  private final Map<LocalDate, Long> writtenNanos = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tidemark-salts");
  private volatile @Nullable SaltClients clients;
  private volatile @Nullable String problem;

  private KafkaSaltStore(Map<String, Object> kafka, MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.kafka = Map.copyOf(kafka);
    this.clock = clock;
  }

  /**
   * Reads in the background; {@link #notReady()} tells when today's salt is known.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   */
  public static KafkaSaltStore start(
      Map<String, Object> kafka, MeterRegistry registry, Clock clock) {
    KafkaSaltStore store = new KafkaSaltStore(kafka, registry, clock);
    store.thread.setDaemon(true);
    store.thread.start();
    return store;
  }

  @Override
  public @Nullable Salt of(LocalDate day) {
    return book.salt(day);
  }

  @Override
  public @Nullable String notReady() {
    LocalDate today = SaltBook.day(clock.instant());
    if (book.salt(today) != null) {
      return null;
    }
    String why = problem;
    return "the visitor salt of "
        + today
        + " was not read from topic "
        + Topics.SALTS
        + " yet"
        + (why == null ? "" : " (" + why + ")");
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        step();
        problem = null;
      } catch (RuntimeException e) {
        failed(e);
      }
    }
    closeClients();
  }

  private void step() {
    SaltClients open = clients;
    if (open == null) {
      open = SaltClients.open(kafka, registry);
      clients = open;
      if (closing.getCount() == 0) {
        return; // close() may have come before there was anything to wake up
      }
    }
    for (ConsumerRecord<String, byte[]> salt : open.poll(POLL)) {
      read(salt);
    }
    Instant now = clock.instant();
    book.forget(now);
    if (open.isCaughtUp()) {
      write(open, now);
    }
  }

  private void read(ConsumerRecord<String, byte[]> salt) {
    try {
      book.read(LocalDate.parse(String.valueOf(salt.key())), salt.value(), clock.instant());
    } catch (DateTimeParseException e) {
      LOG.debug("A record in {} has a key that is no day", Topics.SALTS);
    }
  }

  private void write(SaltClients open, Instant now) {
    for (LocalDate day : book.missing(now)) {
      if (isDue(day)) {
        byte[] secret = new byte[Salt.BYTES];
        random.nextBytes(secret);
        open.write(day.toString(), secret, startOf(day));
      }
    }
    for (LocalDate day : book.toErase(now)) {
      if (isDue(day)) {
        open.write(day.toString(), null, now.toEpochMilli());
      }
    }
    LocalDate oldest = SaltBook.day(now).minusDays(2);
    writtenNanos.keySet().removeIf(day -> day.isBefore(oldest));
  }

  /** Whether nothing was written for a day lately; what was lost on its way is written again. */
  private boolean isDue(LocalDate day) {
    long now = System.nanoTime();
    Long before = writtenNanos.get(day);
    if (before != null && now - before < REWRITE_NANOS) {
      return false;
    }
    writtenNanos.put(day, now);
    return true;
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  private void failed(RuntimeException error) {
    if (closing.getCount() == 0) {
      return;
    }
    String what = error.getClass().getSimpleName();
    if (!what.equals(problem)) {
      LOG.warn("Reading {} failed with {}; trying again", Topics.SALTS, error.toString());
    }
    problem = what;
    closeClients();
    try {
      closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  private void closeClients() {
    SaltClients open = clients;
    clients = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) {
        LOG.debug("The clients of {} did not close", Topics.SALTS, e);
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    SaltClients open = clients;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
