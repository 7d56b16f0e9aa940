package io.tidemark.topology;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.topology.view.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * The topology's settings, already checked.
 *
 * @param applicationId the Streams application id: consumer group, and prefix of the internal
 *     topics
 * @param stateDir folder of the RocksDB stores
 * @param threads stream threads, at least 1
 * @param standbyReplicas copies of each partition's state on other instances
 * @param commitInterval how often a transaction is committed
 * @param transactionTimeout longest a transaction may stay open; a flush must stay far below it
 * @param replicationFactor of the internal topics
 * @param minInsync copies of an internal topic that must have a record before it is acknowledged
 * @param self where this instance's query server is reached by its peers
 * @param dedupWindow how long an {@code event_id} is remembered, by arrival time
 * @param minuteRetention how long minute buckets are kept, by arrival time
 * @param hourRetention how long hour buckets are kept, by arrival time
 * @param caps how many values one bucket of each level may hold
 * @param dimensions what days and all time are broken down by; {@code PATH} always is
 * @param maxSites most sites per partition
 * @param dirtyRows rows changed and not yet flushed, per partition, that request a commit
 * @param dirtyBytes bytes changed and not yet flushed, per partition, that request a commit
 * @param cachedRows rows kept in memory after a flush, per partition
 * @param rocksDbBytes memory of RocksDB, shared by all stores: block cache and write buffers
 *     together
 */
public record TopologyConfig(
    String applicationId,
    Path stateDir,
    int threads,
    int standbyReplicas,
    Duration commitInterval,
    Duration transactionTimeout,
    int replicationFactor,
    int minInsync,
    Endpoint self,
    Duration dedupWindow,
    Duration minuteRetention,
    Duration hourRetention,
    Caps caps,
    Set<Dimension> dimensions,
    int maxSites,
    int dirtyRows,
    long dirtyBytes,
    int cachedRows,
    long rocksDbBytes) {

  /** All but the one whose rows name persons. */
  public static final Set<Dimension> DEFAULT_DIMENSIONS =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Dimension.USER_ID)));

  /**
   * The same of another generation of the statistics, which has topics and stores of its own.
   *
   * @param id the application id
   */
  public TopologyConfig withApplicationId(String id) {
    return with(id, standbyReplicas, replicationFactor);
  }

  /**
   * The same for a process that counts alone.
   *
   * @param copies of the internal topics
   */
  public TopologyConfig alone(int copies) {
    return with(applicationId, 0, copies);
  }

  private TopologyConfig with(String id, int standbys, int copies) {
    return new TopologyConfig(
        id,
        stateDir,
        threads,
        standbys,
        commitInterval,
        transactionTimeout,
        copies,
        Math.min(minInsync, copies),
        self,
        dedupWindow,
        minuteRetention,
        hourRetention,
        caps,
        dimensions,
        maxSites,
        dirtyRows,
        dirtyBytes,
        cachedRows,
        rocksDbBytes);
  }

  /**
   * Most distinct values per site and bucket, before the smaller half is folded into {@code
   * other_views}. An hour's paths are among its day's.
   */
  public record Caps(int minute, int day, int all) {
    public static final Caps DEFAULT = new Caps(2_000, 2_000_000, 2_000_000);
  }
}
