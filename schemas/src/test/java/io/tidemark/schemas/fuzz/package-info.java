/**
 * Inputs for fuzzing: the kept ones, and seeded mutations of them.
 *
 * <p>For tests of all modules. Deliberately absent: Jazzer, which finds new inputs and needs only
 * the targets.
 */
@NullMarked
package io.tidemark.schemas.fuzz;

import org.jspecify.annotations.NullMarked;
