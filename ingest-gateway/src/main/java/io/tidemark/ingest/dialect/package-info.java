/**
 * The languages events arrive in: one small class each, that turns a request into canonical events
 * and the fate of these into that language's answer.
 *
 * <p>For the intake, which does everything between the two. Deliberately absent: HTTP (a request
 * arrives as bytes, media type and query), Kafka, which sites are taken, ids, enrichment, counting.
 */
@NullMarked
package io.tidemark.ingest.dialect;

import org.jspecify.annotations.NullMarked;
