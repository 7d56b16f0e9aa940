/** How fast questions are answered. */
@NullMarked
package io.tidemark.benchmarks.query;

import org.jspecify.annotations.NullMarked;
