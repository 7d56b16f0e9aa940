/** Tidemark's own parts as {@code ./tidemark up} runs them, on a temporary folder. */
@NullMarked
package io.tidemark.benchmarks.system;

import org.jspecify.annotations.NullMarked;
