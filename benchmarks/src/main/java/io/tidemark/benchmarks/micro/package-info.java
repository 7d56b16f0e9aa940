/** The pieces of the hot path alone, by JMH. */
@NullMarked
package io.tidemark.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
