/**
 * The ingest gateway: HTTP to accepted event to Kafka.
 *
 * <p>{@link IngestGateway} is composed by the process's {@code main}. Deliberately absent: the
 * environment (settings arrive as a {@link GatewayConfig}), the topology (the topic is the only
 * link), and any counting of events.
 */
@NullMarked
package io.tidemark.ingest;

import org.jspecify.annotations.NullMarked;
