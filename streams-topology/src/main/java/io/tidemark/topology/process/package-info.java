/**
 * The steps of the topology: decode, send home, de-duplicate, count.
 *
 * <p>For the engine that wires them. Deliberately absent: how rows are kept.
 */
@NullMarked
package io.tidemark.topology.process;

import org.jspecify.annotations.NullMarked;
