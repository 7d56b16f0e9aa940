package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event while it is read: the fields so far, and the first thing that was wrong with them.
 *
 * <p>Whatever is wrong with a field, the whole object is consumed, so that a batch can go on behind
 * it. For one event and one thread.
 */
final class EventDraft {
  private static final String NOT_A_TIME =
      "; expected ISO 8601 with an offset, or epoch milliseconds";

  private final EventDefaults defaults;
  private final Map<Field, String> text = new EnumMap<>(Field.class);
  private final Set<Field> seen = EnumSet.noneOf(Field.class);
  private @Nullable Set<String> unknownNames;
  private @Nullable String query;
  private long timestampMs;
  private int count = 1;
  private @Nullable Refusal refusal;

  EventDraft(EventDefaults defaults) {
    this.defaults = defaults;
    this.timestampMs = defaults.arrivalMs();
  }

  /** Reads the value the parser stands on, to its end; anything but an object is refused. */
  static Decoded read(JsonParser in, JsonToken first, EventDefaults defaults) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      in.skipChildren();
      String message = "the event is " + JsonInput.typeOf(first) + "; expected an object";
      return new Decoded.Refused(new Refusal(RefusalCode.INVALID_TYPE, message, null));
    }
    EventDraft draft = new EventDraft(defaults);
    draft.readFields(in);
    return draft.finish();
  }

  private void readFields(JsonParser in) throws IOException {
    String name = in.nextFieldName();
    while (name != null) {
      Field field = Field.of(name);
      JsonToken token = in.nextToken();
      if (isFirst(name, field) && field != null && token != JsonToken.VALUE_NULL) {
        readField(field, token, in);
      }
      in.skipChildren();
      name = in.nextFieldName();
    }
  }

  private boolean isFirst(String name, @Nullable Field field) {
    boolean first;
    if (field != null) {
      first = seen.add(field);
    } else {
      if (unknownNames == null) {
        unknownNames = new HashSet<>();
      }
      first = unknownNames.add(name);
    }
    if (!first) {
      String shown = field != null ? field.canonical() : Quote.of(name);
      String hint = field != null ? " (its other spelling counts too)" : "";
      refuse(RefusalCode.DUPLICATE_FIELD, shown + " is there twice; expected once" + hint, field);
    }
    return first;
  }

  private void readField(Field field, JsonToken token, JsonParser in) throws IOException {
    if (refusal != null && field != Field.SITE_ID) {
      return; // a refusal still tells whose event it was
    }
    switch (field) {
      case TIMESTAMP -> readTimestamp(token, in);
      case PROPERTIES -> readProperties(token, in);
      case COUNT -> readCount(token, in);
      default -> {
        if (token == JsonToken.VALUE_STRING) {
          readText(field, in);
        } else {
          wrongType(field, token, "a string");
        }
      }
    }
  }

  private void readText(Field field, JsonParser in) throws IOException {
    char[] chars = in.getTextCharacters();
    int from = in.getTextOffset();
    int to = from + in.getTextLength();
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
      text.put(field, new String(chars, from, end - from));
    }
  }

  private static int endOfPath(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == '?' || chars[i] == '#') {
        return i;
      }
    }
    return to;
  }

  private void readTimestamp(JsonToken token, JsonParser in) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      boolean fits = in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      checkTimestamp(fits ? in.getLongValue() : Iso8601.NONE, in.getText(), "");
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      checkTimestamp(Iso8601.NONE, in.getText(), "");
    } else if (token == JsonToken.VALUE_STRING) {
      String value = in.getText();
      if (!value.isEmpty()) {
        checkTimestamp(Iso8601.parse(value), value, "\"");
      }
    } else {
      wrongType(Field.TIMESTAMP, token, "a string or an integer");
    }
  }

  private void checkTimestamp(long epochMs, String value, String quote) {
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

  private void readCount(JsonToken token, JsonParser in) throws IOException {
    boolean small =
        token == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT;
    if (small && in.getIntValue() >= 1 && in.getIntValue() <= EventLimits.MAX_COUNT) {
      count = in.getIntValue();
    } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      String message =
          "count is "
              + Quote.clean(in.getText(), 40)
              + "; expected an integer of 1 to "
              + EventLimits.MAX_COUNT;
      refuse(RefusalCode.INVALID_COUNT, message, Field.COUNT);
    } else {
      wrongType(Field.COUNT, token, "an integer");
    }
  }

  private void readProperties(JsonToken token, JsonParser in) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      wrongType(Field.PROPERTIES, token, "an object");
      return;
    }
    PropertiesText.Copied copied = PropertiesText.copy(in);
    if (copied.text() != null) {
      text.put(Field.PROPERTIES, copied.text());
    }
    refusal = copied.refusal();
  }

  private Decoded finish() {
    String siteId = text.get(Field.SITE_ID);
    if (siteId == null) {
      boolean wrong = refusal != null && seen.contains(Field.SITE_ID);
      siteId = wrong ? "" : defaultSite();
    }
    String eventType = text.get(Field.EVENT_TYPE);
    if (eventType == null) {
      eventType = Event.PAGE_VIEW;
    }
    if (eventType.equals(Event.PAGE_VIEW) && text.get(Field.PATH) == null) {
      noPath();
    }
    if (refusal != null) {
      return new Decoded.Refused(refusal, siteId.isEmpty() ? null : siteId);
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

  private Event event(String siteId, String eventType) {
    UtmQuery utm = UtmQuery.of(query);
    return new Event(
        siteId,
        eventType,
        text.get(Field.PATH),
        text.get(Field.USER_ID),
        text.get(Field.SESSION_ID),
        timestampMs,
        text.get(Field.EVENT_ID),
        text.get(Field.REFERRER),
        text.get(Field.USER_AGENT),
        text.get(Field.IP),
        text.get(Field.REFERRER_HOST),
        orElse(text.get(Field.UTM_SOURCE), utm.source()),
        orElse(text.get(Field.UTM_MEDIUM), utm.medium()),
        orElse(text.get(Field.UTM_CAMPAIGN), utm.campaign()),
        text.get(Field.BROWSER),
        text.get(Field.OS),
        text.get(Field.DEVICE),
        text.get(Field.COUNTRY),
        text.get(Field.LANGUAGE),
        text.get(Field.BOT),
        text.get(Field.PROPERTIES),
        count);
  }

  private static @Nullable String orElse(@Nullable String sent, @Nullable String derived) {
    return sent != null ? sent : derived;
  }

  private void wrongType(Field field, JsonToken token, String expected) {
    String message =
        field.canonical() + " is " + JsonInput.typeOf(token) + "; expected " + expected;
    refuse(RefusalCode.INVALID_TYPE, message, field);
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

  private void refuse(RefusalCode code, String message, @Nullable Field field) {
    if (refusal == null) {
      refusal = new Refusal(code, message, field == null ? null : field.canonical());
    }
  }
}
