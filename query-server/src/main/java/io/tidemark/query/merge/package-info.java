/**
 * Mergeable partial results, and the form in which plans and partial results travel between peers.
 *
 * <p>For readers, the router and answers. Deliberately absent: HTTP.
 */
@NullMarked
package io.tidemark.query.merge;

import org.jspecify.annotations.NullMarked;
