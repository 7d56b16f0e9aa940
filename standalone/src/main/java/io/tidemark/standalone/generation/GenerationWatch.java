package io.tidemark.standalone.generation;

import io.tidemark.standalone.topics.Facts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when another generation is to serve. What it calls runs on its thread, one at a time. */
final class GenerationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationWatch.class);
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final long RETRY_SECONDS = 5;
  private static final long STOP_MS = 2_000;

  private final Map<String, Object> kafka;
  private final Runnable begun;
  private final Consumer<Generation> listener;
  private final ExecutorService thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Generation serving;
  private volatile @Nullable Facts facts;

  /**
   * Watches from now on.
   *
   * @param kafka client settings
   * @param serving the one that serves
   * @param begun runs first
   * @param listener is told of each later one; what it throws makes it be told again
   */
  GenerationWatch(
      Map<String, Object> kafka,
      Generation serving,
      Runnable begun,
      Consumer<Generation> listener) {
    this.kafka = Map.copyOf(kafka);
    this.serving = serving;
    this.begun = begun;
    this.listener = listener;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread watcher = new Thread(task, "tidemark-generations");
              watcher.setDaemon(true);
              return watcher;
            });
    thread.execute(this::run);
  }

  private void run() {
    begun.run();
    while (!isClosing()) {
      try (Facts reading = new Facts(kafka)) {
        facts = reading;
        while (!isClosing()) {
          look(Generations.of(reading.poll(POLL), serving.name()).serving());
        }
      } catch (WakeupException e) {
        return;
      } catch (KafkaException e) {
        LOG.debug("the generations cannot be watched now", e);
        pause();
      } catch (RuntimeException e) {
        LOG.error("the change to another generation failed; it is tried again", e);
        pause();
      }
    }
  }

  private void look(Generation recorded) {
    if (recorded.number() > serving.number()) {
      listener.accept(recorded);
      serving = recorded;
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      boolean unused = closing.await(RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close() alone
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Facts reading = facts;
    if (reading != null) {
      reading.wakeUp();
    }
    thread.shutdown(); // an interrupt would make the consumer complain of its own end
    try {
      if (!thread.awaitTermination(STOP_MS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
        LOG.warn("the watch of the generations did not end within {} ms", STOP_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
