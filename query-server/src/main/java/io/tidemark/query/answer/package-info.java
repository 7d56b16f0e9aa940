/**
 * Partial results to the JSON of the HTTP contract.
 *
 * <p>For the query service. Deliberately absent: HTTP and reading.
 */
@NullMarked
package io.tidemark.query.answer;

import org.jspecify.annotations.NullMarked;
