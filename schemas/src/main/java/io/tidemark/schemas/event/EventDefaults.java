package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * What the reader fills in for absent fields.
 *
 * @param siteId the site of an event without one: a setting at the gateway, the record key on the
 *     topic; null: refuse
 * @param arrivalMs arrival time, milliseconds since the epoch: the gateway's clock, or the record's
 *     append time. An absent timestamp becomes this; a timestamp more than {@link
 *     EventLimits#MAX_FUTURE_MS} after it is refused
 */
public record EventDefaults(@Nullable String siteId, long arrivalMs) {}
