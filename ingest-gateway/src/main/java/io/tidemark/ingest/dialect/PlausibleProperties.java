package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The properties of Plausible's events: the first {@value #MOST} of the sender's, without blank and
 * nested ones, and beside them what has no field of its own: {@code revenue}, {@code interactive}
 * where it is false, and an engagement's {@code engagement_time} (milliseconds) and {@code
 * scroll_depth} (percent). The sender's win where names are the same.
 */
final class PlausibleProperties {
  private static final int MOST = 30;

  /** Reads an object's members that are kept. */
  static PropertiesText kept(JsonParser in) throws IOException {
    PropertiesText kept = new PropertiesText();
    String name = in.nextFieldName();
    while (name != null) {
      JsonToken token = in.nextToken();
      boolean scalar = token.isScalarValue() && token != JsonToken.VALUE_NULL;
      boolean blank = name.isBlank() || (token == JsonToken.VALUE_STRING && in.getText().isBlank());
      if (scalar && !blank && kept.size() < MOST) {
        kept.put(name, in);
      }
      in.skipChildren();
      name = in.nextFieldName();
    }
    return kept;
  }

  /** All properties of an event. */
  static PropertiesText of(Members members, boolean engagement) {
    PropertiesText properties = object(members, "props", "m", "meta", "p", "props");
    if (properties == null) {
      properties = new PropertiesText();
    }
    PropertiesText revenue = object(members, "revenue", "$", "revenue");
    if (revenue != null && revenue.size() > 0 && !properties.has("revenue")) {
      properties.put("revenue", revenue);
    }
    Members.Value interactive = members.first("i", "interactive");
    if (interactive != null && !interactive.isBoolean()) {
      members.wrongType("interactive", interactive, "true or false");
    } else if (interactive != null
        && interactive.type() == JsonToken.VALUE_FALSE
        && !properties.has("interactive")) {
      properties.put("interactive", false);
    }
    if (engagement) {
      engagement(members, properties);
    }
    return properties;
  }

  private static void engagement(Members members, PropertiesText properties) {
    boolean time = integer(members, "e", "engagement_time", properties);
    boolean depth = integer(members, "sd", "scroll_depth", properties);
    if (!time && !depth) {
      members.refuse(
          RefusalCode.MISSING_FIELD, "an engagement needs an integer sd or e", "event_name");
    }
  }

  private static boolean integer(
      Members members, String name, String property, PropertiesText properties) {
    Members.Value value = members.first(name);
    if (value == null) {
      return false;
    }
    boolean digits = value.text().matches("-?(0|[1-9][0-9]{0,17})");
    if (!digits || !(value.isInteger() || value.isString())) {
      members.wrongType(name, value, "an integer");
    } else if (!properties.has(property)) {
      properties.putNumber(property, value.text());
    }
    return true;
  }

  /** An object, or a string of JSON that is one; null: there is none. */
  private static @Nullable PropertiesText object(Members members, String field, String... names) {
    Members.Value value = members.first(names);
    if (value == null || (value.isString() && value.text().isBlank())) {
      return null;
    }
    if (value.object() != null) {
      return value.object();
    }
    if (!value.isString()) {
      members.wrongType(field, value, "an object");
      return null;
    }
    return JsonInput.<Optional<PropertiesText>>read(
            value.text(),
            (in, first) -> {
              if (first == JsonToken.START_OBJECT) {
                return Optional.of(kept(in));
              }
              in.skipChildren();
              String message = field + " is a string of " + JsonInput.typeOf(first);
              members.refuse(RefusalCode.INVALID_TYPE, message + "; expected an object", field);
              return Optional.empty();
            },
            wrong -> {
              members.refuse(new Refusal(wrong.code(), wrong.message(), field));
              return Optional.empty();
            })
        .orElse(null);
  }

  private PlausibleProperties() {}
}
