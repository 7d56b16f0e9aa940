/**
 * A query to a {@link io.tidemark.query.plan.Plan}: which buckets of which level are read, and what
 * is wanted of them. A plan travels to the instance that owns the data.
 *
 * <p>For the query service and for peers. Deliberately absent: reading, and where the data are.
 */
@NullMarked
package io.tidemark.query.plan;

import org.jspecify.annotations.NullMarked;
