package io.tidemark.schemas.topic;

import java.time.Duration;
import java.util.Map;

/** The topics Tidemark owns, and how each must be set up. */
public final class Topics {
  /** The raw log of events; key {@code site_id}, value one JSON object. The truth. */
  public static final String EVENTS = "events";

  /**
   * Records of {@link #EVENTS} that are not valid events, with the reason in {@link DlqHeaders}.
   */
  public static final String DLQ = "events-dlq";

  /**
   * What gateways refused, per known site; key {@code site_id}, value a {@link
   * io.tidemark.schemas.quality.RefusalReport}. As many partitions as {@link #EVENTS}.
   */
  public static final String REFUSALS = "tidemark-refusals";

  /**
   * The salts of visitor ids, one per UTC day: key the day ({@code 2026-01-31}), value 32 random
   * bytes, timestamp the day's start. The first record of a day is the one that counts.
   */
  public static final String SALTS = "tidemark-salts";

  private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

  /** How long after its day a salt is still in the log, for gateways whose clocks are behind. */
  public static final Duration SALT_GRACE = Duration.ofMinutes(10);

  /**
   * Facts about the whole installation that must never change silently, by name (e.g. {@code
   * partitions}).
   */
  public static final String META = "tidemark-meta";

  /**
   * How many parts each hot site has: key {@code site_id}, value a {@link
   * io.tidemark.schemas.hot.PartsHistory}. A site without a record has one part.
   */
  public static final String HOT_SITES = "tidemark-hot-sites";

  /** Largest value of a record in {@link #DLQ}, bytes; a larger one is truncated. */
  public static final int DLQ_MAX_VALUE_BYTES = 2 * 1024 * 1024 - 64 * 1024;

  /**
   * A topic as it must be.
   *
   * @param partitions number of partitions, at least 1
   * @param config topic-level settings that are set at creation and checked at start
   */
  public record Spec(String name, int partitions, Map<String, String> config) {
    public Spec {
      config = Map.copyOf(config);
    }
  }

  /**
   * The raw log. Arrival time is the broker's append time, so that a replay decides as the first
   * run did.
   */
  public static Spec events(int partitions, Duration retention) {
    return new Spec(
        EVENTS,
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "message.timestamp.type", "LogAppendTime",
            "retention.ms", Long.toString(retention.toMillis()),
            "segment.ms", segmentMs(retention),
            "max.message.bytes", "1048588"));
  }

  /** The dead-letter queue. */
  public static Spec dlq(Duration retention) {
    return new Spec(
        DLQ,
        1,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(retention.toMillis()),
            "segment.ms", segmentMs(retention),
            "max.message.bytes", Integer.toString(2 * 1024 * 1024)));
  }

  /** What gateways refused; small, and kept as long as the raw log, for a rebuild. */
  public static Spec refusals(int partitions, Duration retention) {
    return new Spec(
        REFUSALS,
        partitions,
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(retention.toMillis()),
            "segment.ms", segmentMs(retention)));
  }

  /**
   * The longest time a file of the log takes records, milliseconds. A file is deleted as a whole,
   * once its newest record is older than the retention: so no record outlives it by more than this.
   */
  private static String segmentMs(Duration retention) {
    return Long.toString(Math.min(retention.toMillis(), LONGEST_SEGMENT.toMillis()));
  }

  /**
   * The salts. A record's timestamp is the start of its day, so retention removes it {@link
   * #SALT_GRACE} after the day's end, whenever it was written; and as the next day's is more than
   * {@code segment.ms} younger, every day has a segment of its own. Nothing is compacted before
   * that time, for compaction would keep the last record of a day instead of the first.
   */
  public static Spec salts() {
    String lifeMs = Long.toString(Duration.ofDays(1).plus(SALT_GRACE).toMillis());
    return new Spec(
        SALTS,
        1,
        Map.of(
            "cleanup.policy",
            "compact,delete",
            "message.timestamp.type",
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Duration.ofHours(2).toMillis()),
            "segment.ms",
            Long.toString(Duration.ofHours(1).toMillis()),
            "retention.ms",
            lifeMs,
            "min.compaction.lag.ms",
            lifeMs,
            "min.cleanable.dirty.ratio",
            "0.01",
            "file.delete.delay.ms",
            "1000"));
  }

  /** Facts about the installation; compacted. */
  public static Spec meta() {
    return new Spec(META, 1, Map.of("cleanup.policy", "compact"));
  }

  /** The parts of hot sites; compacted. The broker's clock says since when a record holds. */
  public static Spec hotSites() {
    return new Spec(
        HOT_SITES,
        1,
        Map.of("cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"));
  }

  private Topics() {}
}
