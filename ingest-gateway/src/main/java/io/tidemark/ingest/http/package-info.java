/**
 * The gateway's HTTP side: routes, limits of bodies, answers and errors in the contract's shapes,
 * probes, request metrics. The one package that knows Javalin and Jetty.
 *
 * <p>For {@link io.tidemark.ingest.IngestGateway}. Deliberately absent: what an event is, and
 * Kafka.
 */
@NullMarked
package io.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
