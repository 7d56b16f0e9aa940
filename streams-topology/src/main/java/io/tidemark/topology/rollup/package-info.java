/**
 * The rollups of one partition: buckets, value tables, top tables, and how each is laid out in
 * rows.
 *
 * <p>For the store that keeps them ({@code ..store}) and, through {@code ..view}, for queries.
 * Deliberately absent: Kafka and RocksDB; all that is asked of a database is {@link
 * io.tidemark.topology.rows.Rows}, so that every property is tested on a sorted map.
 */
@NullMarked
package io.tidemark.topology.rollup;

import org.jspecify.annotations.NullMarked;
