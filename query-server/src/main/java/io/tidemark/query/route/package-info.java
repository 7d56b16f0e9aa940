/**
 * Finds who holds a partition and asks: the active instance first, then standbys, one of them early
 * when the active one is slow; a silent instance is not asked for a while.
 *
 * <p>For the query service. Deliberately absent: how a peer is reached (an interface, filled in by
 * the HTTP edge), and Kafka's metadata (read through {@code Statistics}).
 */
@NullMarked
package io.tidemark.query.route;

import org.jspecify.annotations.NullMarked;
