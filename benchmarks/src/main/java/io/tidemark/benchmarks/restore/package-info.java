/** How soon lost state is back. */
@NullMarked
package io.tidemark.benchmarks.restore;

import org.jspecify.annotations.NullMarked;
