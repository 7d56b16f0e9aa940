/**
 * The gateway's HTTP side: routes, limits of bodies, answers and errors in the contract's shapes,
 * probes, request metrics. The one package that knows Javalin and Jetty, but for what the query
 * server needs too ({@code io.tidemark.http}).
 *
 * <p>For {@link io.tidemark.ingest.IngestGateway}. Deliberately absent: what an event is, and
 * Kafka.
 */
@NullMarked
package io.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
