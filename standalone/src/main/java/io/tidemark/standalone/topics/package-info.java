/**
 * Makes Tidemark's topics and checks those that exist.
 *
 * <p>For the commands, before any part starts. Deliberately absent: the topology's internal topics,
 * which Kafka Streams makes.
 */
@NullMarked
package io.tidemark.standalone.topics;

import org.jspecify.annotations.NullMarked;
