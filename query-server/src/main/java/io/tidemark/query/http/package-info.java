/**
 * The HTTP edge: routes, errors, cross-origin headers, the peers' and the dashboard's door and the
 * call to a peer.
 *
 * <p>For {@link io.tidemark.query.QueryServer} alone; the only package with Javalin, but for what
 * the gateway needs too ({@code io.tidemark.http}). Deliberately absent: what an answer says.
 */
@NullMarked
package io.tidemark.query.http;

import org.jspecify.annotations.NullMarked;
