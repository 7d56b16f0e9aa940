/**
 * What the gateway tells of the events it refused, so that a site's owner can see them.
 *
 * <p>For {@code accept}, through {@link io.tidemark.ingest.quality.RefusalLog}. Deliberately
 * absent: sites whose events are not taken here, and anything of a refused event but its site and
 * the reason.
 */
@NullMarked
package io.tidemark.ingest.quality;

import org.jspecify.annotations.NullMarked;
