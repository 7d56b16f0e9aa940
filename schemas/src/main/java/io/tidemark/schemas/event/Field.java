package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of an event's JSON: its names and its limit, in the order of the contract's table. */
public enum Field {
  SITE_ID("site_id", "siteId", EventLimits.SITE_ID),
  EVENT_TYPE("event_type", "eventType", EventLimits.EVENT_TYPE),
  PATH("path", EventLimits.PATH),
  USER_ID("user_id", "userId", EventLimits.USER_ID),
  SESSION_ID("session_id", "sessionId", EventLimits.SESSION_ID),
  TIMESTAMP("timestamp", 0),
  EVENT_ID("event_id", "eventId", EventLimits.EVENT_ID),
  REFERRER("referrer", EventLimits.REFERRER),
  USER_AGENT("user_agent", "userAgent", EventLimits.USER_AGENT),
  IP("ip", EventLimits.IP),
  REFERRER_HOST("referrer_host", EventLimits.ENRICHMENT),
  UTM_SOURCE("utm_source", EventLimits.ENRICHMENT),
  UTM_MEDIUM("utm_medium", EventLimits.ENRICHMENT),
  UTM_CAMPAIGN("utm_campaign", EventLimits.ENRICHMENT),
  BROWSER("browser", EventLimits.ENRICHMENT),
  OS("os", EventLimits.ENRICHMENT),
  DEVICE("device", EventLimits.ENRICHMENT),
  COUNTRY("country", EventLimits.ENRICHMENT),
  LANGUAGE("language", EventLimits.ENRICHMENT),
  BOT("bot", EventLimits.ENRICHMENT),
  PROPERTIES("properties", 0),
  COUNT("count", 0);

  private static final Map<String, Field> BY_NAME = byName();

  private final String canonical;
  private final @Nullable String alias;
  private final int limit;

  @SuppressWarnings("ImmutableEnumChecker") // never written after construction
  private final byte[] textPrefix;

  Field(String canonical, int limit) {
    this(canonical, null, limit);
  }

  Field(String canonical, @Nullable String alias, int limit) {
    this.canonical = canonical;
    this.alias = alias;
    this.limit = limit;
    this.textPrefix = ascii("\"" + canonical + "\":\"");
  }

  /** The field of this name or alias; null: there is none. */
  public static @Nullable Field of(String name) {
    return BY_NAME.get(name);
  }

  /** The snake_case name. */
  public String canonical() {
    return canonical;
  }

  /** Most code points of a text field; 0 for the others. */
  public int limit() {
    return limit;
  }

  /** The name, the colon and the quote that stand before a text value; not to be changed. */
  byte[] textPrefix() {
    return textPrefix;
  }

  /** The bytes of ASCII text. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Field> byName() {
    Map<String, Field> map = new HashMap<>();
    for (Field field : values()) {
      map.put(field.canonical, field);
      if (field.alias != null) {
        map.put(field.alias, field);
      }
    }
    return map;
  }
}
