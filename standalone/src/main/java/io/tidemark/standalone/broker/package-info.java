/**
 * A Kafka broker inside this process: one node, KRaft, its log in a folder.
 *
 * <p>For {@code ./tidemark up} and for integration tests. Deliberately absent: topics, and clusters
 * of several brokers.
 */
@NullMarked
package io.tidemark.standalone.broker;

import org.jspecify.annotations.NullMarked;
