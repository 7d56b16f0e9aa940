package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event while it is put together: the fields so far, and the first thing that was wrong with
 * them. Whatever form events arrive in, this is where their limits are checked.
 *
 * <p>A null or empty text leaves its field absent. For one event and one thread.
 */
public final class EventDraft {
  private static final String NOT_A_TIME =
      "; expected ISO 8601 with an offset, or epoch milliseconds";

  private static final int FIELDS = Field.values().length;

  private final EventDefaults defaults;

  /** By {@link EventFields#index}. */
  private final @Nullable String[] text = new @Nullable String[FIELDS];

  private @Nullable String query;
  private long timestampMs;
  private int count = 1;
  private @Nullable Refusal refusal;
  private boolean siteRefused;

  public EventDraft(EventDefaults defaults) {
    this.defaults = defaults;
    this.timestampMs = defaults.arrivalMs();
  }

  /**
   * Sets a text field; {@code path} is cut at {@code ?} or {@code #}.
   *
   * @throws IllegalArgumentException the field is not of text
   */
  public EventDraft text(Field field, @Nullable String value) {
    if (field.limit() == 0) {
      throw new IllegalArgumentException(field + " is not a text field");
    }
    if (value != null) {
      text(field, value.toCharArray(), 0, value.length());
    }
    return this;
  }

  /** Sets the time as ISO 8601 text. */
  public EventDraft timestamp(@Nullable String value) {
    if (value != null && !value.isEmpty()) {
      timestamp(Iso8601.parse(value), value, "\"");
    }
    return this;
  }

  /** Sets the time in milliseconds since the epoch. */
  public EventDraft timestampMs(long epochMs) {
    timestamp(epochMs, Long.toString(epochMs), "");
    return this;
  }

  /** Sets the weight, as an integer's digits. */
  public EventDraft count(String digits) {
    int value = 0;
    try {
      value = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      // 0 is refused below
    }
    if (value >= 1 && value <= EventLimits.MAX_COUNT) {
      count = value;
    } else {
      String message =
          "count is "
              + Quote.clean(digits, 40)
              + "; expected an integer of 1 to "
              + EventLimits.MAX_COUNT;
      refuse(RefusalCode.INVALID_COUNT, message, Field.COUNT);
    }
    return this;
  }

  /** Sets the properties. */
  public EventDraft properties(PropertiesText properties) {
    Refusal wrong = properties.refusal();
    if (wrong == null) {
      text[EventFields.index(Field.PROPERTIES)] = properties.text();
    } else {
      refuse(wrong);
    }
    return this;
  }

  /** Tells something wrong that the reader found; the first counts. */
  public EventDraft refuse(Refusal wrong) {
    if (refusal == null) {
      refusal = wrong;
    }
    return this;
  }

  void refuse(RefusalCode code, String message, @Nullable Field field) {
    siteRefused |= field == Field.SITE_ID;
    refuse(new Refusal(code, message, field == null ? null : field.canonical()));
  }

  /** Whether something is wrong already. */
  public boolean isRefused() {
    return refusal != null;
  }

  void text(Field field, char[] chars, int from, int length) {
    int to = from + length;
    int end = field == Field.PATH ? endOfPath(chars, from, to) : to;
    int size = TextCheck.codePoints(chars, from, end);
    int rest = end == to ? 0 : TextCheck.codePoints(chars, end, to);
    if (size < 0 || rest < 0) {
      badCharacter(field, size == TextCheck.CONTROL || (size >= 0 && rest == TextCheck.CONTROL));
      return;
    }
    if (size > field.limit()) {
      tooLong(field, size);
      return;
    }
    if (end < to) {
      query = new String(chars, end, to - end);
    }
    if (end > from) {
      text[EventFields.index(field)] = new String(chars, from, end - from);
    }
  }

  /**
   * Sets a text field from UTF-8 that is well-formed and has no control characters.
   *
   * @return false: it has more bytes than the field may have characters, and nothing is set
   */
  boolean plain(Field field, byte[] utf8, int from, int to) {
    int end = field == Field.PATH ? endOfPath(utf8, from, to) : to;
    if (end - from > field.limit()) {
      return false;
    }
    if (end < to) {
      query = new String(utf8, end, to - end, StandardCharsets.UTF_8);
    }
    if (end > from) {
      text[EventFields.index(field)] = new String(utf8, from, end - from, StandardCharsets.UTF_8);
    }
    return true;
  }

  /** Sets properties that are canonical text. */
  void properties(String canonical) {
    text[EventFields.index(Field.PROPERTIES)] = canonical;
  }

  private static int endOfPath(byte[] utf8, int from, int to) {
    for (int i = from; i < to; i++) {
      if (utf8[i] == '?' || utf8[i] == '#') {
        return i;
      }
    }
    return to;
  }

  private static int endOfPath(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == '?' || chars[i] == '#') {
        return i;
      }
    }
    return to;
  }

  void timestamp(long epochMs, String value, String quote) {
    String wrong = null;
    if (epochMs == Iso8601.NONE) {
      wrong = NOT_A_TIME;
    } else if (epochMs < 0) {
      wrong = "; expected 1970-01-01T00:00:00Z or later";
    } else if (epochMs - EventLimits.MAX_FUTURE_MS > defaults.arrivalMs()) {
      wrong = "; expected at most 10 minutes after its arrival at " + iso(defaults.arrivalMs());
    }
    if (wrong != null) {
      String shown = quote.isEmpty() ? Quote.clean(value, 40) : Quote.of(value);
      refuse(RefusalCode.INVALID_TIMESTAMP, "timestamp is " + shown + wrong, Field.TIMESTAMP);
    }
    timestampMs = epochMs;
  }

  private static String iso(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }

  /** The event, or what was wrong first. */
  public Decoded finish() {
    String siteId = text(Field.SITE_ID);
    if (siteId == null) {
      siteId = defaultSite();
    }
    String eventType = text(Field.EVENT_TYPE);
    if (eventType == null) {
      eventType = Event.PAGE_VIEW;
    }
    if (eventType.equals(Event.PAGE_VIEW) && text(Field.PATH) == null) {
      noPath();
    }
    if (refusal != null) {
      return new Decoded.Refused(refusal, siteRefused ? null : siteId);
    }
    return new Decoded.Accepted(event(siteId, eventType));
  }

  /** The default site; with a refusal where there is none or it is not valid. */
  private String defaultSite() {
    String site = defaults.siteId();
    if (site == null || site.isEmpty()) {
      refuse(
          RefusalCode.MISSING_FIELD,
          "site_id is missing; expected 1 to 255 characters, or TIDEMARK_DEFAULT_SITE set to the"
              + " site of events without one",
          Field.SITE_ID);
      return "";
    }
    int size = TextCheck.codePoints(site);
    if (size < 0) {
      badCharacter(Field.SITE_ID, size == TextCheck.CONTROL);
    } else if (size > EventLimits.SITE_ID) {
      tooLong(Field.SITE_ID, size);
    }
    return site;
  }

  private void noPath() {
    if (query != null) {
      String message = "path is " + Quote.of(query) + "; expected something before the ? or #";
      refuse(RefusalCode.INVALID_VALUE, message, Field.PATH);
    } else {
      String message =
          "path is missing; expected 1 to 2048 characters, for event_type is \"page_view\"";
      refuse(RefusalCode.MISSING_FIELD, message, Field.PATH);
    }
  }

  private @Nullable String text(Field field) {
    return text[EventFields.index(field)];
  }

  private Event event(String siteId, String eventType) {
    UtmQuery utm = UtmQuery.of(query);
    return new Event(
        siteId,
        eventType,
        text(Field.PATH),
        text(Field.USER_ID),
        text(Field.SESSION_ID),
        timestampMs,
        text(Field.EVENT_ID),
        text(Field.REFERRER),
        orElse(text(Field.USER_AGENT), defaultUserAgent()),
        text(Field.IP),
        text(Field.REFERRER_HOST),
        orElse(text(Field.UTM_SOURCE), utm.source()),
        orElse(text(Field.UTM_MEDIUM), utm.medium()),
        orElse(text(Field.UTM_CAMPAIGN), utm.campaign()),
        text(Field.BROWSER),
        text(Field.OS),
        text(Field.DEVICE),
        text(Field.COUNTRY),
        text(Field.LANGUAGE),
        text(Field.BOT),
        text(Field.PROPERTIES),
        count);
  }

  private @Nullable String defaultUserAgent() {
    String agent = defaults.userAgent();
    if (agent == null || agent.isEmpty()) {
      return null;
    }
    int size = TextCheck.codePoints(agent);
    return size >= 0 && size <= EventLimits.USER_AGENT ? agent : null;
  }

  private static @Nullable String orElse(@Nullable String sent, @Nullable String derived) {
    return sent != null ? sent : derived;
  }

  private void tooLong(Field field, int size) {
    String message =
        field.canonical() + " has " + size + " characters; expected at most " + field.limit();
    refuse(RefusalCode.TOO_LONG, message, field);
  }

  private void badCharacter(Field field, boolean control) {
    String found = control ? " has a control character" : " has half of a surrogate pair";
    refuse(RefusalCode.INVALID_VALUE, field.canonical() + found + "; expected plain text", field);
  }
}
