/** What may be asked here by anybody, as targets for fuzzing. */
@NullMarked
package io.tidemark.query.fuzz;

import org.jspecify.annotations.NullMarked;
