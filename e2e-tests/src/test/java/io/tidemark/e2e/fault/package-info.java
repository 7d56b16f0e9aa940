/**
 * A cluster of real processes under faults: what it guarantees, and what goes wrong meanwhile.
 *
 * <p>{@link io.tidemark.e2e.fault.FaultRun} puts cluster, load, faults and guarantees together.
 * Deliberately absent: looking inside a process.
 */
@NullMarked
package io.tidemark.e2e.fault;

import org.jspecify.annotations.NullMarked;
