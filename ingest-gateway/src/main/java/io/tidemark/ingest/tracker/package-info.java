/**
 * The tracker: the script that pages load, and where it is found. The script itself is beside this
 * package in the resources, readable ({@code tracker.js}) and as browsers get it ({@code
 * tracker.min.js}).
 *
 * <p>For {@code io.tidemark.ingest.http}, which serves it. Deliberately absent: HTTP, and what
 * becomes of the events that the script sends; these come in at a door like all others.
 */
@NullMarked
package io.tidemark.ingest.tracker;

import org.jspecify.annotations.NullMarked;
