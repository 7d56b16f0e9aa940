package io.tidemark.topology.view;

import java.time.Instant;

/**
 * One partition's state on this instance.
 *
 * @param active whether it is processed here; else it is a copy that trails behind
 * @param lag rows of its changelog that are not in it yet; 0 for an active one that is restored
 * @param asOf every event of the partition acknowledged before this instant is in it; {@link
 *     Instant#EPOCH}: unknown
 */
public record Replica(int partition, boolean active, long lag, Instant asOf) {}
