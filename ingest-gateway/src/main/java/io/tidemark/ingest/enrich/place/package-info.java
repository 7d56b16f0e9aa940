/**
 * Where an address is: its country, by a file of the operator's in MaxMind's format.
 *
 * <p>For {@code enrich}. Deliberately absent: anything finer than a country, any cache with
 * addresses in it, and any file of our own.
 */
@NullMarked
package io.tidemark.ingest.enrich.place;

import org.jspecify.annotations.NullMarked;
