package io.tidemark.topology.view;

import io.tidemark.schemas.event.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The running topology as a query server sees it: local state, and where the rest is. For any
 * thread.
 */
public interface Statistics {

  /**
   * N, the number of partitions; a site lives in {@code HomePartition.of(siteId, N)}, a hot one in
   * {@code SiteParts}.
   */
  int partitions();

  /**
   * The local state of a partition: active, or a standby's.
   *
   * @throws ViewUnavailableException if this instance cannot read it now
   */
  RollupView view(int partition);

  /** Who holds a partition, from the group's last good metadata. */
  Owners owners(int partition);

  /** This instance, as {@link #owners} names it. */
  Endpoint self();

  /** Every event acknowledged before this instant is counted, wherever its partition is. */
  Instant asOf();

  /**
   * Every event acknowledged before this instant is in {@link #view}, active or standby; the epoch
   * if its age is not known.
   *
   * @throws ViewUnavailableException as {@link #view} does
   */
  Instant asOf(int partition);

  /**
   * The same of the parts of hot sites, whose events may have come by way of other partitions: on a
   * standby it may be earlier than need be.
   *
   * @throws ViewUnavailableException as {@link #view} does
   */
  Instant hotAsOf(int partition);

  /** How many parts a site has as far as is known here; 1: it is not hot. */
  int parts(String siteId);

  /**
   * Which counting is read, if there has been more than one; what was read of several partitions
   * fits together if it was the same before and after.
   */
  default int generation() {
    return 1;
  }

  /** The state that is here, by partition. */
  List<Replica> replicas();

  /** Who holds what, and since when that is not confirmed. */
  GroupView group();

  /**
   * Records appended and not yet counted, over all partitions, sampled each second; empty if
   * unknown.
   */
  OptionalLong backlog();

  /** Records of one partition appended and not yet counted; empty if unknown. */
  OptionalLong backlog(int partition);

  /** Whether Kafka answered the last sample. */
  boolean connected();

  /** Whether every partition owned here answers a read. */
  boolean ready();

  /**
   * How long rows of a level are kept after their bucket's start; {@code
   * Duration.ofMillis(Long.MAX_VALUE)} for ever.
   */
  Duration retention(Level level);

  /** What days and all time are broken down by; {@code PATH} always is. */
  Set<Dimension> dimensions();

  /** The time zone of a site's days and hours. */
  default ZoneOffset zone(String siteId) {
    return ZoneOffset.UTC;
  }
}
