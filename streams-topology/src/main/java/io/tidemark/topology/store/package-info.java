/**
 * The state stores: rollups and seen events on RocksDB, with changelogs, as Kafka Streams wants
 * them.
 *
 * <p>For the topology. The one package that knows RocksDB. Deliberately absent: what rows mean.
 *
 * <p><b>Invariant</b>: what memory holds above RocksDB is written in {@code flushCache()} and
 * nowhere else. Under {@code exactly_once_v2} Kafka Streams calls it before it commits the
 * transaction, so the changelog records belong to it; {@code StateStore.commit()} comes after, when
 * it is too late. RocksDB gets the rows with the next flush, when that transaction is known to be
 * committed ({@code CommittedRows}).
 */
@NullMarked
package io.tidemark.topology.store;

import org.jspecify.annotations.NullMarked;
