/**
 * What may go wrong, each kind a small object that strikes a cluster and then lets it heal.
 *
 * <p>{@link io.tidemark.e2e.fault.kind.FaultSchedule} makes a list of them from a seed.
 * Deliberately absent: waiting until all is whole again, and the judgement.
 */
@NullMarked
package io.tidemark.e2e.fault.kind;

import org.jspecify.annotations.NullMarked;
