/**
 * Executes a plan against one partition's local state.
 *
 * <p>For the router (own partitions) and for the peers' door. Deliberately absent: other instances,
 * and estimates (partial results stay mergeable).
 */
@NullMarked
package io.tidemark.query.read;

import org.jspecify.annotations.NullMarked;
