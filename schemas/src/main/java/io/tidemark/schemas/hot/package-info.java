/**
 * How many parts the hot sites have: the records of the topic {@code tidemark-hot-sites}, and the
 * one class that reads them, for gateways, the topology, query servers and tools.
 *
 * <p>Deliberately absent: who decides where an event is counted (the topology), and who writes the
 * records (a command).
 */
@NullMarked
package io.tidemark.schemas.hot;

import org.jspecify.annotations.NullMarked;
