/**
 * What gateways tell of the events they refused.
 *
 * <p>For the gateway, which writes reports, and the topology, which adds them up.
 */
@NullMarked
package io.tidemark.schemas.quality;

import org.jspecify.annotations.NullMarked;
