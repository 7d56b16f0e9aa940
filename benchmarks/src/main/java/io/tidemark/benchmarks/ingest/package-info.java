/** How fast events are taken over HTTP. */
@NullMarked
package io.tidemark.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
