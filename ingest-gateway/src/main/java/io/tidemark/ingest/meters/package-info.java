/**
 * Meters of what the gateway uses, apart from its own: Kafka's clients. Which of their many meters
 * are shown is decided by the registry. For all that open such clients; nothing is counted here.
 */
@NullMarked
package io.tidemark.ingest.meters;

import org.jspecify.annotations.NullMarked;
