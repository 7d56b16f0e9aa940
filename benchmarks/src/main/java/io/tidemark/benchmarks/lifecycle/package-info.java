/** Start, memory and recovery of real processes. */
@NullMarked
package io.tidemark.benchmarks.lifecycle;

import org.jspecify.annotations.NullMarked;
