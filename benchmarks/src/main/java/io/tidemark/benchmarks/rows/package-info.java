/** What the statistics of an event weigh in rows, without Kafka and RocksDB around them. */
@NullMarked
package io.tidemark.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
