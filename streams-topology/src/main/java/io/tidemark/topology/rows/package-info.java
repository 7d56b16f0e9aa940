/**
 * Rows of bytes: what is asked of a database, and how numbers and text are put into a row.
 *
 * <p>For the rollups and the de-duplication. Deliberately absent: what any row means.
 */
@NullMarked
package io.tidemark.topology.rows;

import org.jspecify.annotations.NullMarked;
