/**
 * The query server: HTTP to plan to owner of the data to merged answer.
 *
 * <p>{@link QueryServer} is composed by the process's {@code main}. Deliberately absent: the
 * environment, and the state stores' inside (read through {@code io.tidemark.topology.view}).
 */
@NullMarked
package io.tidemark.query;

import org.jspecify.annotations.NullMarked;
