package io.tidemark.schemas.hot;

import io.tidemark.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic {@value Topics#HOT_SITES} with a thread of its own, from its beginning, and
 * goes on whatever Kafka does. Thread-safe.
 */
public final class HotSitesLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotSitesLog.class);
  private static final TopicPartition LOG_OF_SITES = new TopicPartition(Topics.HOT_SITES, 0);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int TIMEOUT_MS = 5_000;
  private static final long RETRY_MS = 1_000;

  private final Map<String, Object> config;
  private final HotSites sites = new HotSites();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tidemark-hot-sites");
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private boolean failed;

  private HotSitesLog(Map<String, Object> kafka, String clientId) {
    config = new HashMap<>(kafka);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId + "-hot-sites");
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
  }

  /**
   * Begins to follow; returns at once.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   * @param clientId begins the client's name
   */
  public static HotSitesLog follow(Map<String, Object> kafka, String clientId) {
    HotSitesLog log = new HotSitesLog(kafka, clientId);
    log.thread.setDaemon(true);
    log.thread.start();
    return log;
  }

  /** What was read so far; goes on changing. */
  public HotSites sites() {
    return sites;
  }

  /**
   * Waits until all that was in the log at the start was read.
   *
   * @return false: not within that time
   */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    return caughtUp.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (Consumer<byte[], byte[]> open =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = open;
        if (closing.getCount() > 0) { // close() may have come before there was anything to wake up
          follow(open);
        }
      } catch (RuntimeException e) {
        pause(e);
      } finally {
        consumer = null;
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> open) {
    open.assign(List.of(LOG_OF_SITES));
    open.seekToBeginning(List.of(LOG_OF_SITES));
    long end = open.endOffsets(List.of(LOG_OF_SITES)).getOrDefault(LOG_OF_SITES, 0L);
    while (closing.getCount() > 0) {
      if (open.position(LOG_OF_SITES) >= end) {
        caughtUp.countDown();
        failed = false;
      }
      open.poll(POLL).forEach(this::read);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    PartsHistory history = PartsHistory.read(record.value()).orElse(null);
    if (record.key() == null || history == null) {
      LOG.warn("{} has a record that is none, at offset {}", Topics.HOT_SITES, record.offset());
      return;
    }
    String siteId = new String(record.key(), StandardCharsets.UTF_8);
    sites.put(siteId, history.notAfter(record.timestamp()));
  }

  private void pause(RuntimeException error) {
    if (closing.getCount() == 0) {
      return;
    }
    if (!failed) {
      LOG.warn("Reading {} failed with {}; trying again", Topics.HOT_SITES, error.toString());
    }
    failed = true;
    try {
      closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
