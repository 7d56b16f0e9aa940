package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * One accepted event: what a site's visitor did, with every field inside its {@link EventLimits
 * limit}.
 *
 * <p>Produced by {@link EventReader} alone, so a value of this type is valid by construction.
 * Absent optional fields are {@code null}; an event of type {@value #PAGE_VIEW} always has a {@code
 * path}.
 *
 * @param siteId the site, 1..255 code points
 * @param eventType {@value #PAGE_VIEW} counts as a view; any other type counts as an event only
 * @param path the page, cut at {@code ?} and {@code #}; null only if the type is not {@value
 *     #PAGE_VIEW}
 * @param userId whoever counts as one user; null: the event has no user
 * @param timestampMs event time, milliseconds since the epoch, never negative
 * @param eventId idempotency key within the site; null: never de-duplicated
 * @param ip for the visitor id and geography only; the {@link EventWriter} never writes it
 * @param bot the reason why the event is not a person's; null: it counts
 * @param properties a JSON object as compact text, at most 4 KiB of UTF-8
 * @param count weight, 1..1,000,000: stands for so many views or events, never for more users
 */
public record Event(
    String siteId,
    String eventType,
    @Nullable String path,
    @Nullable String userId,
    @Nullable String sessionId,
    long timestampMs,
    @Nullable String eventId,
    @Nullable String referrer,
    @Nullable String userAgent,
    @Nullable String ip,
    @Nullable String referrerHost,
    @Nullable String utmSource,
    @Nullable String utmMedium,
    @Nullable String utmCampaign,
    @Nullable String browser,
    @Nullable String os,
    @Nullable String device,
    @Nullable String country,
    @Nullable String language,
    @Nullable String bot,
    @Nullable String properties,
    int count) {

  /** The one event type that counts as a view. */
  public static final String PAGE_VIEW = "page_view";

  /** This event with another {@code eventId}. */
  public Event withEventId(String id) {
    return new Event(
        siteId,
        eventType,
        path,
        userId,
        sessionId,
        timestampMs,
        id,
        referrer,
        userAgent,
        ip,
        referrerHost,
        utmSource,
        utmMedium,
        utmCampaign,
        browser,
        os,
        device,
        country,
        language,
        bot,
        properties,
        count);
  }

  /** Whether this event counts as a view as well as an event. */
  public boolean isPageView() {
    return PAGE_VIEW.equals(eventType);
  }
}
