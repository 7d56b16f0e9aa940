/** What was measured: repetitions, medians, targets, the table and the file of results. */
@NullMarked
package io.tidemark.benchmarks.report;

import org.jspecify.annotations.NullMarked;
