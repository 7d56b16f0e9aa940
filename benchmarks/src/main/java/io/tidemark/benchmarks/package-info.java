/**
 * Benchmarks: what Tidemark takes, measured on real processes and repeated by one command.
 *
 * <p>Nobody depends on them. A figure in the documentation stands beside the command that makes it.
 */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
