/**
 * What a process does when it is asked for more than it can give: real processes with a small heap,
 * and clients that are many, slow, silent or endless.
 *
 * <p>Deliberately absent: processes that die; see {@code io.tidemark.e2e.fault}.
 */
@NullMarked
package io.tidemark.e2e.overload;

import org.jspecify.annotations.NullMarked;
