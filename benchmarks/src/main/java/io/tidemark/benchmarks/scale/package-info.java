/** What an event costs as sites, paths and days grow. */
@NullMarked
package io.tidemark.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
