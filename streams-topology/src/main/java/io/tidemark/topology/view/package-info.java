/**
 * What a query may read: typed views on the state stores, and where each partition's state is.
 *
 * <p>For the query server. Deliberately absent: RocksDB, keys and bytes; merging, which is the
 * reader's business.
 */
@NullMarked
package io.tidemark.topology.view;

import org.jspecify.annotations.NullMarked;
