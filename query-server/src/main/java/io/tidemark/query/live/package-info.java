/**
 * Figures that are followed while they change, shared by all who watch the same.
 *
 * <p>For the HTTP edge. Deliberately absent: HTTP, and how the figures are made.
 */
@NullMarked
package io.tidemark.query.live;

import org.jspecify.annotations.NullMarked;
