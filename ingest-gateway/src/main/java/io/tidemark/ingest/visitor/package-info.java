/**
 * Who a visitor is, without cookies: the address a request came from, the salt of the day, and the
 * keyed hash of both.
 *
 * <p>For {@code enrich}, and for {@code http}, which asks {@link
 * io.tidemark.ingest.visitor.ClientAddress}. Deliberately absent: any way back from an id to an
 * address, and any log line, metric or exception that names one.
 */
@NullMarked
package io.tidemark.ingest.visitor;

import org.jspecify.annotations.NullMarked;
