/**
 * Which event ids were counted lately in one partition.
 *
 * <p>For the store that keeps it. Deliberately absent: Kafka and RocksDB.
 */
@NullMarked
package io.tidemark.topology.dedup;

import org.jspecify.annotations.NullMarked;
