package io.tidemark.schemas.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to JSON tokens: strict UTF-8, strict JSON, bounded nesting, and refusals instead of
 * exceptions. For readers of other formats too, that end in an {@link EventDraft}.
 */
public final class JsonInput {
  /** Deepest nesting of objects and arrays. */
  static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** What a caller does with the tokens; at its return the parser stands on the last of them. */
  public interface Tokens<T> {
    /** Reads the value that begins at {@code first}. */
    T read(JsonParser in, JsonToken first) throws IOException;
  }

  /** How a refusal becomes the caller's answer. */
  public interface Refuse<T> {
    T because(Refusal refusal);
  }

  /** Reads exactly one JSON value that fills the bytes; a UTF-8 byte order mark may precede it. */
  public static <T> T read(byte @Nullable [] json, Tokens<T> tokens, Refuse<T> refuse) {
    if (json == null || json.length == 0) {
      return refuse.because(invalid("the value is empty; expected JSON"));
    }
    int invalid = Utf8.firstInvalid(json);
    if (invalid >= 0) {
      return refuse.because(
          new Refusal(RefusalCode.INVALID_UTF8, "byte " + invalid + " is not valid UTF-8", null));
    }
    int nul = Utf8.firstNul(json);
    if (nul >= 0) {
      // Also keeps Jackson from taking the bytes for UTF-16 or UTF-32.
      return refuse.because(invalid("byte " + nul + " is a NUL; expected JSON in UTF-8"));
    }
    return parse(() -> FACTORY.createParser(json), tokens, refuse);
  }

  /** The same of text that stands inside of other JSON. */
  public static <T> T read(String json, Tokens<T> tokens, Refuse<T> refuse) {
    return parse(() -> FACTORY.createParser(json), tokens, refuse);
  }

  private interface Opening {
    JsonParser open() throws IOException;
  }

  private static <T> T parse(Opening opening, Tokens<T> tokens, Refuse<T> refuse) {
    try (JsonParser in = opening.open()) {
      JsonToken first = in.nextToken();
      if (first == null) {
        return refuse.because(invalid("the value is blank; expected JSON"));
      }
      T result = tokens.read(in, first);
      if (in.nextToken() != null) {
        return refuse.because(invalid("there is more after the end of the JSON value"));
      }
      return result;
    } catch (IOException | RuntimeException e) {
      return refuse.because(unreadable(e));
    }
  }

  /** The JSON type of a value, as messages name it. */
  public static String typeOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> "null";
    };
  }

  private static Refusal invalid(String message) {
    return new Refusal(RefusalCode.INVALID_JSON, message, null);
  }

  private static Refusal unreadable(Exception e) {
    if (e instanceof StreamConstraintsException) {
      return invalid(
          "the JSON is out of bounds; expected at most "
              + MAX_DEPTH
              + " levels of nesting, numbers of at most 1000 digits and names of at most 50000"
              + " characters");
    }
    if (e instanceof JacksonException known && known.getOriginalMessage() != null) {
      String reason = Quote.clean(known.getOriginalMessage(), 120);
      JsonLocation at = known.getLocation();
      return at == null
          ? invalid("not valid JSON: " + reason)
          : invalid(
              "not valid JSON at line %d, column %d: %s"
                  .formatted(at.getLineNr(), at.getColumnNr(), reason));
    }
    return invalid("not valid JSON");
  }

  private JsonInput() {}
}
