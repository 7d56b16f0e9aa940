/**
 * Distinct users: exact while few, then a HyperLogLog-family sketch; union, bytes and error bounds.
 *
 * <p>For the topology (which fills sketches) and the query server (which merges them).
 */
@NullMarked
package io.tidemark.schemas.users;

import org.jspecify.annotations.NullMarked;
