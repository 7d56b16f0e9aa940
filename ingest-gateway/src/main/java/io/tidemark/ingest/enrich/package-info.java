/**
 * What the gateway adds to an event from the request it came in: once, so that a replay of the log
 * gives the same numbers.
 *
 * <p>For the intake. Deliberately absent: HTTP (a request arrives as a {@link
 * io.tidemark.ingest.enrich.Sender}), and anything that would keep or log an address.
 */
@NullMarked
package io.tidemark.ingest.enrich;

import org.jspecify.annotations.NullMarked;
