/**
 * The steps of the topology: read, send home, de-duplicate, count, commit in time.
 *
 * <p>For the engine that wires them. Deliberately absent: how rows are kept.
 */
@NullMarked
package io.tidemark.topology.process;

import org.jspecify.annotations.NullMarked;
