/**
 * The commands {@code backup} and {@code restore}: a consistent copy of the log of {@code
 * ./tidemark up}, with the rows that could not be counted from it, and the way back.
 *
 * <p>For the command line. Deliberately absent: what the rows mean; and clusters, whose brokers are
 * backed up as Kafka's are.
 */
@NullMarked
package io.tidemark.standalone.backup;

import org.jspecify.annotations.NullMarked;
