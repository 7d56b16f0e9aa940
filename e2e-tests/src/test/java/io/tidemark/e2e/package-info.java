/**
 * Tests of Tidemark from outside: processes, files and ports as a user has them.
 *
 * <p>{@link io.tidemark.e2e.TidemarkProcess} runs the packaged distribution. Deliberately absent:
 * looking inside a process.
 */
@NullMarked
package io.tidemark.e2e;

import org.jspecify.annotations.NullMarked;
