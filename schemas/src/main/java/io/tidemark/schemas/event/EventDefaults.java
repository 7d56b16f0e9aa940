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
 * @param userAgent the user agent of an event without one; null, or one that is too long or has
 *     control characters: the event stays without
 */
public record EventDefaults(@Nullable String siteId, long arrivalMs, @Nullable String userAgent) {

  /** No user agent. */
  public EventDefaults(@Nullable String siteId, long arrivalMs) {
    this(siteId, arrivalMs, null);
  }
}
