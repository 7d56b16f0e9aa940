/** The command line: {@code ./tidemark bench}. */
@NullMarked
package io.tidemark.benchmarks.command;

import org.jspecify.annotations.NullMarked;
