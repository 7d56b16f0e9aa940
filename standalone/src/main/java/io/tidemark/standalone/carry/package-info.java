/**
 * What a new generation of the statistics is given because the log no longer has it: rows of the
 * generation before, see {@link io.tidemark.topology.rollup.SeedRows}.
 *
 * <p>For the commands. Deliberately absent: which rows, and what they mean.
 */
@NullMarked
package io.tidemark.standalone.carry;

import org.jspecify.annotations.NullMarked;
