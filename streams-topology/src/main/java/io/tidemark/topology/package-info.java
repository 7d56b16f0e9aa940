/**
 * The topology: events to rollups in state stores.
 *
 * <p>{@link StatisticsEngine} is composed by the process's {@code main}. Deliberately absent: HTTP,
 * the environment, the gateway (the topic is the only link).
 */
@NullMarked
package io.tidemark.topology;

import org.jspecify.annotations.NullMarked;
