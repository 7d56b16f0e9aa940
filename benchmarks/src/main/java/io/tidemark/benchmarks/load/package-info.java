/** Load over HTTP, from a process of its own. */
@NullMarked
package io.tidemark.benchmarks.load;

import org.jspecify.annotations.NullMarked;
