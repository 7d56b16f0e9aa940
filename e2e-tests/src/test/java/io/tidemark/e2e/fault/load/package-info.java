/**
 * Events with known truth, and questions asked meanwhile.
 *
 * <p>{@link io.tidemark.e2e.fault.load.Sender} sends until every event has an answer that is final,
 * {@link io.tidemark.e2e.fault.load.Truth} counts what that must come to, {@link
 * io.tidemark.e2e.fault.load.Asker} notes what servers say. Deliberately absent: the judgement.
 */
@NullMarked
package io.tidemark.e2e.fault.load;

import org.jspecify.annotations.NullMarked;
