package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event's JSON, token by token, into its draft.
 *
 * <p>Whatever is wrong with a field, the whole object is consumed, so that a batch can go on behind
 * it. For one event and one thread.
 */
final class EventJson {
  private final EventDraft draft;
  private final Set<Field> seen = EnumSet.noneOf(Field.class);
  private @Nullable Set<String> unknownNames;

  private EventJson(EventDraft draft) {
    this.draft = draft;
  }

  /** Reads the value the parser stands on, to its end; anything but an object is refused. */
  static Decoded read(JsonParser in, JsonToken first, EventDefaults defaults) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      in.skipChildren();
      String message = "the event is " + JsonInput.typeOf(first) + "; expected an object";
      return new Decoded.Refused(new Refusal(RefusalCode.INVALID_TYPE, message, null));
    }
    EventDraft draft = new EventDraft(defaults);
    new EventJson(draft).readFields(in);
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
      draft.refuse(
          RefusalCode.DUPLICATE_FIELD, shown + " is there twice; expected once" + hint, field);
    }
    return first;
  }

  private void readField(Field field, JsonToken token, JsonParser in) throws IOException {
    if (draft.isRefused() && field != Field.SITE_ID) {
      return; // a refusal still tells whose event it was
    }
    switch (field) {
      case TIMESTAMP -> readTimestamp(token, in);
      case PROPERTIES -> readProperties(token, in);
      case COUNT -> readCount(token, in);
      default -> {
        if (token == JsonToken.VALUE_STRING) {
          draft.text(field, in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
        } else {
          wrongType(field, token, "a string");
        }
      }
    }
  }

  private void readTimestamp(JsonToken token, JsonParser in) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      boolean fits = in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      draft.timestamp(fits ? in.getLongValue() : Iso8601.NONE, in.getText(), "");
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      draft.timestamp(Iso8601.NONE, in.getText(), "");
    } else if (token == JsonToken.VALUE_STRING) {
      draft.timestamp(in.getText());
    } else {
      wrongType(Field.TIMESTAMP, token, "a string or an integer");
    }
  }

  private void readCount(JsonToken token, JsonParser in) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      draft.count(in.getText());
    } else {
      wrongType(Field.COUNT, token, "an integer");
    }
  }

  private void readProperties(JsonToken token, JsonParser in) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      draft.properties(PropertiesText.copy(in));
    } else {
      wrongType(Field.PROPERTIES, token, "an object");
    }
  }

  private void wrongType(Field field, JsonToken token, String expected) {
    String message =
        field.canonical() + " is " + JsonInput.typeOf(token) + "; expected " + expected;
    draft.refuse(RefusalCode.INVALID_TYPE, message, field);
  }
}
