/**
 * Request parameters to a {@link io.tidemark.query.parse.Query}: strict, so that a typo never
 * changes an answer silently.
 *
 * <p>For the HTTP edge. Deliberately absent: the clock, time zones, and what is read where.
 */
@NullMarked
package io.tidemark.query.parse;

import org.jspecify.annotations.NullMarked;
