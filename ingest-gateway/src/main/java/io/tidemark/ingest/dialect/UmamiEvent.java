package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event as Umami's tracker sends it: {@code {"type":"event","payload":{…}}}.
 *
 * <p>{@code event} is a page view, or an event of the type that {@code name} tells; {@code
 * identify} and {@code performance} are events of these types. {@code data} are the properties;
 * {@code title}, {@code screen}, {@code tag} and the measures of a performance are put beside them.
 * Unknown members are ignored.
 */
final class UmamiEvent {
  private static final int MAX_TITLE = 500;
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1000;
  private static final List<String> MEASURES =
      List.of("lcp", "inp", "cls", "fcp", "ttfb", "duration");
  private static final List<String> DETAILS = List.of("title", "screen", "tag");
  private static final Set<String> KNOWN =
      Set.of(
          "website",
          "hostname",
          "url",
          "referrer",
          "title",
          "language",
          "screen",
          "name",
          "tag",
          "data",
          "id",
          "timestamp",
          "ip",
          "userAgent",
          "browser",
          "os",
          "device",
          "lcp",
          "inp",
          "cls",
          "fcp",
          "ttfb",
          "duration");

  /** Members that are a field of an event just so. */
  private static final Map<String, Field> SAME =
      Map.of(
          "id", Field.USER_ID,
          "ip", Field.IP,
          "userAgent", Field.USER_AGENT,
          "browser", Field.BROWSER,
          "os", Field.OS,
          "device", Field.DEVICE);

  private @Nullable String type;
  private @Nullable Members payload;
  private @Nullable Refusal refusal;

  private UmamiEvent() {}

  /** Reads the value the parser stands on, to its end; anything but an object is refused. */
  static Decoded read(JsonParser in, JsonToken first, EventDefaults defaults) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      in.skipChildren();
      String message =
          "the event is " + JsonInput.typeOf(first) + "; expected {\"type\":…,\"payload\":{…}}";
      return new Decoded.Refused(new Refusal(RefusalCode.INVALID_TYPE, message, null));
    }
    UmamiEvent event = new UmamiEvent();
    event.readMembers(in);
    return event.finish(defaults);
  }

  private void readMembers(JsonParser in) throws IOException {
    String name = in.nextFieldName();
    while (name != null) {
      JsonToken token = in.nextToken();
      if (name.equals("type")) {
        readType(token, in);
      } else if (name.equals("payload")) {
        readPayload(token, in);
      }
      in.skipChildren();
      name = in.nextFieldName();
    }
  }

  private void readType(JsonToken token, JsonParser in) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      String message = "type is " + JsonInput.typeOf(token) + "; expected a string";
      refuse(RefusalCode.INVALID_TYPE, message, "type");
    } else if (type != null) {
      refuse(RefusalCode.DUPLICATE_FIELD, "type is there twice; expected once", "type");
    } else {
      type = in.getText();
    }
  }

  private void readPayload(JsonToken token, JsonParser in) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      String message = "payload is " + JsonInput.typeOf(token) + "; expected an object";
      refuse(RefusalCode.INVALID_TYPE, message, "payload");
    } else if (payload != null) {
      refuse(RefusalCode.DUPLICATE_FIELD, "payload is there twice; expected once", "payload");
    } else {
      payload = Members.read(in, KNOWN, PropertiesText::copy);
    }
  }

  private Decoded finish(EventDefaults defaults) {
    if (type == null) {
      missing("type");
    } else if (!Set.of("event", "identify", "performance").contains(type)) {
      String message = "type is not one of event, identify and performance";
      refuse(RefusalCode.INVALID_VALUE, message, "type");
    }
    if (payload == null) {
      missing("payload");
    }
    if (refusal != null || payload == null || type == null) {
      return refused(refusal);
    }
    EventDraft draft = draft(type, payload, defaults);
    Refusal wrong = payload.refusal();
    if (wrong != null) {
      draft.refuse(wrong);
    }
    return draft.finish();
  }

  /** {@code de} of {@code de-AT}, so that languages are counted as those of other doors. */
  private static @Nullable String primaryTag(@Nullable String tag) {
    return tag == null ? null : tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static EventDraft draft(String type, Members payload, EventDefaults defaults) {
    EventDraft draft = new EventDraft(defaults);
    SAME.forEach((name, field) -> draft.text(field, payload.text(name, name)));
    draft.text(Field.LANGUAGE, primaryTag(payload.text("language", "language")));
    String website = payload.text("website", "website");
    String hostname = payload.text("hostname", "hostname");
    draft.text(Field.SITE_ID, website == null || website.isEmpty() ? hostname : website);
    String name = payload.text("name", "name");
    if (!type.equals("event")) {
      draft.text(Field.EVENT_TYPE, type);
    } else {
      draft.text(Field.EVENT_TYPE, name == null || name.isEmpty() ? Event.PAGE_VIEW : name);
    }
    page(draft, payload, hostname);
    time(draft, payload);
    PropertiesText properties = properties(payload);
    if (properties.size() > 0) {
      draft.properties(properties);
    }
    return draft;
  }

  private static void page(EventDraft draft, Members payload, @Nullable String hostname) {
    String text = payload.text("url", "url");
    PageUrl url = text == null || text.isEmpty() ? null : PageUrl.of(text);
    if (url != null) {
      draft.text(Field.PATH, url.pathAndQuery());
    }
    String referrer = payload.text("referrer", "referrer");
    PageUrl page =
        url != null && url.host() != null
            ? url
            : PageUrl.of("https://" + (hostname == null ? "" : hostname));
    if (referrer != null && !page.isSameHost(referrer) && !referrer.startsWith("/")) {
      draft.text(Field.REFERRER, referrer);
    }
  }

  private static void time(EventDraft draft, Members payload) {
    Members.Value value = payload.first("timestamp");
    if (value == null || (value.isString() && value.text().isEmpty())) {
      return;
    }
    if (!value.isInteger() && !value.isString()) {
      payload.wrongType("timestamp", value, "epoch seconds");
      return;
    }
    boolean digits = value.text().matches("-?[0-9]{1,18}");
    long seconds = digits ? Long.parseLong(value.text()) : Long.MAX_VALUE;
    if (Math.abs(seconds) > MAX_SECONDS) {
      String message = "timestamp is not a time; expected epoch seconds";
      payload.refuse(RefusalCode.INVALID_TIMESTAMP, message, "timestamp");
    } else {
      draft.timestampMs(seconds * 1000);
    }
  }

  private static PropertiesText properties(Members payload) {
    Members.Value data = payload.first("data");
    if (data != null && data.object() == null) {
      payload.wrongType("data", data, "an object");
    }
    PropertiesText properties =
        data != null && data.object() != null ? data.object() : new PropertiesText();
    for (String name : DETAILS) {
      String text = payload.text(name, name);
      if (text != null && !text.isEmpty() && !properties.has(name)) {
        properties.put(name, cut(text));
      }
    }
    for (String name : MEASURES) {
      Members.Value value = payload.first(name);
      if (value != null && !value.type().isNumeric()) {
        payload.wrongType(name, value, "a number");
      } else if (value != null && !properties.has(name)) {
        properties.putNumber(name, value.text());
      }
    }
    return properties;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MAX_TITLE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TITLE));
  }

  private static Decoded refused(@Nullable Refusal refusal) {
    return new Decoded.Refused(
        refusal != null ? refusal : new Refusal(RefusalCode.MISSING_FIELD, "nothing there", null));
  }

  private void missing(String field) {
    refuse(RefusalCode.MISSING_FIELD, field + " is missing", field);
  }

  private void refuse(RefusalCode code, String message, String field) {
    if (refusal == null) {
      refusal = new Refusal(code, message, field);
    }
  }
}
