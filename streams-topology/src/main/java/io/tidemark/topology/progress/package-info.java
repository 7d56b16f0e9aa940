/**
 * How far counting has come: the backlog, and the instant up to which answers are whole.
 *
 * <p>For the engine, and for a process that runs a gateway alone. Deliberately absent: the state
 * itself.
 */
@NullMarked
package io.tidemark.topology.progress;

import org.jspecify.annotations.NullMarked;
