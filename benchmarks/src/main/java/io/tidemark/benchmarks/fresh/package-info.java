/** How soon an acknowledged event is in the answers. */
@NullMarked
package io.tidemark.benchmarks.fresh;

import org.jspecify.annotations.NullMarked;
