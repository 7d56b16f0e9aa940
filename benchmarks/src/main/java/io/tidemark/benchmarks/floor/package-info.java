/** What Kafka Streams, RocksDB and the broker cost when nothing is counted. */
@NullMarked
package io.tidemark.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
