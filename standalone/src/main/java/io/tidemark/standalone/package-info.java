/**
 * The command line and the all-in-one process.
 *
 * <p>{@link io.tidemark.standalone.Main} is what the start script runs. Nobody imports this module
 * but benchmarks and tests. Deliberately absent: everything that counts, serves or stores events.
 */
@NullMarked
package io.tidemark.standalone;

import org.jspecify.annotations.NullMarked;
