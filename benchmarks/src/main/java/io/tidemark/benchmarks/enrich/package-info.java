/** What the gateway's enrichment of an event costs. */
@NullMarked
package io.tidemark.benchmarks.enrich;

import org.jspecify.annotations.NullMarked;
