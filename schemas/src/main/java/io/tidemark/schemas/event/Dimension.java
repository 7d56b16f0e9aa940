package io.tidemark.schemas.event;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What views are broken down by. A new one is a line here, with the function that takes its value
 * from an event.
 */
public enum Dimension {
  PATH(0, "path", Field.PATH, Event::path),
  REFERRER(1, "referrer", Field.REFERRER_HOST, Event::referrerHost),
  UTM_SOURCE(2, "utm_source", Field.UTM_SOURCE, Event::utmSource),
  UTM_MEDIUM(3, "utm_medium", Field.UTM_MEDIUM, Event::utmMedium),
  UTM_CAMPAIGN(4, "utm_campaign", Field.UTM_CAMPAIGN, Event::utmCampaign),
  BROWSER(5, "browser", Field.BROWSER, Event::browser),
  OS(6, "os", Field.OS, Event::os),
  DEVICE(7, "device", Field.DEVICE, Event::device),
  COUNTRY(8, "country", Field.COUNTRY, Event::country),
  LANGUAGE(9, "language", Field.LANGUAGE, Event::language),
  /** Counts events, where all others count views. */
  EVENT_TYPE(10, "event_type", Field.EVENT_TYPE, Event::eventType),
  /** Off unless asked for: its rows name persons. */
  USER_ID(11, "user_id", Field.USER_ID, Event::userId);

  private final int code;
  private final String key;
  private final Field field;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference
  private final Function<Event, @Nullable String> extractor;

  Dimension(int code, String key, Field field, Function<Event, @Nullable String> extractor) {
    this.code = code;
    this.key = key;
    this.field = field;
    this.extractor = extractor;
  }

  /** The number in stored rows, 0..255; never changes. */
  public int code() {
    return code;
  }

  /** The name in queries and settings. */
  public String key() {
    return key;
  }

  /** The field of the event that has the value. */
  public Field field() {
    return field;
  }

  /** What the event adds to its value's count; 0: nothing. */
  public int weight(Event event) {
    return this == EVENT_TYPE || event.isPageView() ? event.count() : 0;
  }

  /** The event's value; null if it has none. */
  public @Nullable String value(Event event) {
    return extractor.apply(event);
  }

  /** The dimension of this name. */
  public static Optional<Dimension> of(String key) {
    return Arrays.stream(values()).filter(dimension -> dimension.key.equals(key)).findFirst();
  }
}
