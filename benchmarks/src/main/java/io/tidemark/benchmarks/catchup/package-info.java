/** From the first record of a full log to all offsets committed. */
@NullMarked
package io.tidemark.benchmarks.catchup;

import org.jspecify.annotations.NullMarked;
