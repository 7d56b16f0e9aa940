/** The events that benchmarks count, made from a seed. */
@NullMarked
package io.tidemark.benchmarks.data;

import org.jspecify.annotations.NullMarked;
