/**
 * Accepted events to Kafka: sent with {@code acks=all}, acknowledged or refused, never waited for
 * by a thread.
 *
 * <p>For {@code accept}, through {@link io.tidemark.ingest.publish.Publisher}. Deliberately absent:
 * HTTP, validation, and the creation of topics.
 */
@NullMarked
package io.tidemark.ingest.publish;

import org.jspecify.annotations.NullMarked;
