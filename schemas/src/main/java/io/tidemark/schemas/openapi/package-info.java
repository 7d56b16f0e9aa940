/**
 * The contract in forms that machines read: what the servers take and answer (OpenAPI 3.1), what an
 * event is (JSON Schema 2020-12), and a page that shows them to people.
 *
 * <p>For the servers, which hand the files out as they are. Deliberately absent: routes, and any
 * code that reads the files: what they say is held by tests alone.
 */
@NullMarked
package io.tidemark.schemas.openapi;

import org.jspecify.annotations.NullMarked;
