package io.tidemark.ingest.enrich;

import io.tidemark.schemas.event.Event;
import org.jspecify.annotations.Nullable;

/** An event whose gaps are being filled: the fields a step may set. For one event and thread. */
final class Filling {
  final Event event;
  final Sender sender;
  @Nullable String userId;
  @Nullable String referrerHost;
  @Nullable String browser;
  @Nullable String os;
  @Nullable String device;
  @Nullable String country;
  @Nullable String language;
  @Nullable String bot;

  Filling(Event event, Sender sender) {
    this.event = event;
    this.sender = sender;
    this.userId = event.userId();
    this.referrerHost = event.referrerHost();
    this.browser = event.browser();
    this.os = event.os();
    this.device = event.device();
    this.country = event.country();
    this.language = event.language();
    this.bot = event.bot();
  }

  /** The visitor's address; null: not known, for the request is a program's. */
  @Nullable String address() {
    String given = event.ip();
    return given != null || !sender.browserDoor() ? given : sender.address();
  }

  /** The visitor's user agent; null: not known. */
  @Nullable String userAgent() {
    String given = event.userAgent();
    return given != null || !sender.browserDoor() ? given : sender.userAgent();
  }

  /** The event as it is now. */
  Event done() {
    return new Event(
        event.siteId(),
        event.eventType(),
        event.path(),
        userId,
        event.sessionId(),
        event.timestampMs(),
        event.eventId(),
        event.referrer(),
        event.userAgent(),
        event.ip(),
        referrerHost,
        event.utmSource(),
        event.utmMedium(),
        event.utmCampaign(),
        browser,
        os,
        device,
        country,
        language,
        bot,
        event.properties(),
        event.count());
  }
}
