package io.tidemark.topology;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far the restore of a store from its changelog is, if it takes long. Thread-safe. */
final class RestoreLog implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreLog.class);
  private static final long EVERY_MS = 5_000;

  private final Clock clock;
  private final Map<TopicPartition, Progress> running = new ConcurrentHashMap<>();

  RestoreLog(Clock clock) {
    this.clock = clock;
  }

  /** Of one changelog partition; used by its restore thread alone. */
  private static final class Progress {
    private final long rows;
    private long done;
    private long toldAtMs;
    private boolean told;

    Progress(long rows, long nowMs) {
      this.rows = rows;
      this.toldAtMs = nowMs;
    }
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
    running.put(changelog, new Progress(end - from, clock.millis()));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long offset, long rows) {
    Progress progress = running.get(changelog);
    if (progress == null) {
      return;
    }
    progress.done += rows;
    long nowMs = clock.millis();
    if (nowMs - progress.toldAtMs >= EVERY_MS) {
      progress.toldAtMs = nowMs;
      progress.told = true;
      LOG.info(
          "restoring {} of partition {}: {} of at most {} rows",
          store,
          changelog.partition(),
          progress.done,
          progress.rows);
    }
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long rows) {
    Progress progress = running.remove(changelog);
    if (progress != null && progress.told) {
      LOG.info("restored {} of partition {}: {} rows", store, changelog.partition(), rows);
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long rows) {
    running.remove(changelog);
  }
}
