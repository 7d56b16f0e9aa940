/**
 * The way of an event through the gateway, as a list of steps: read and validate (in the request's
 * dialect), admit the site, give it an id, enrich, publish. Each step hands on or refuses with a
 * reason, and every event is counted once as accepted or refused.
 *
 * <p>For {@code http}, through {@link io.tidemark.ingest.accept.Intake}. Deliberately absent: HTTP
 * and Kafka.
 */
@NullMarked
package io.tidemark.ingest.accept;

import org.jspecify.annotations.NullMarked;
