/**
 * What a cluster guarantees whatever goes wrong, each guarantee its own class.
 *
 * <p>A {@link io.tidemark.e2e.fault.guarantee.Guarantee} judges the {@link
 * io.tidemark.e2e.fault.guarantee.Evidence} of a run. Deliberately absent: processes.
 */
@NullMarked
package io.tidemark.e2e.fault.guarantee;

import org.jspecify.annotations.NullMarked;
