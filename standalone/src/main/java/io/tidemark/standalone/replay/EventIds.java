package io.tidemark.standalone.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Gives events that have no {@code event_id} one, so that a batch which is sent again counts once.
 *
 * <p>The id is a hash of the file's name, the line's place and its bytes: the same line of the same
 * file has the same id in every replay, two equal lines of a file have two. Everything else about a
 * line stays as it is, errors included. Thread-safe.
 */
final class EventIds {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ID_BYTES = 16;

  private final byte[] name;

  /** Ids for what is called so; the standard input has no name, so it is given a random one. */
  EventIds(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  /** The line with an id; the line itself if it has one or is no JSON object. */
  byte[] withId(Line line) {
    byte[] json = line.bytes();
    int open = objectStart(json);
    if (open < 0) {
      return json;
    }
    boolean empty = true;
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        if (field.equals("event_id") || field.equals("eventId")) {
          return isAbsent(value, parser) ? replaced(json, parser, line) : json;
        }
        parser.skipChildren();
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        return json;
      }
    } catch (IOException e) {
      return json;
    }
    return splice(json, open + 1, open + 1, "\"event_id\":" + id(line) + (empty ? "" : ","));
  }

  /** Whether the value is one that the contract calls absent. */
  private static boolean isAbsent(JsonToken value, JsonParser parser) throws IOException {
    return value == JsonToken.VALUE_NULL
        || (value == JsonToken.VALUE_STRING && parser.getText().isEmpty());
  }

  private byte[] replaced(byte[] json, JsonParser parser, Line line) throws IOException {
    parser.finishToken();
    int start = (int) parser.currentTokenLocation().getByteOffset();
    int end = (int) parser.currentLocation().getByteOffset();
    return splice(json, start, end, id(line));
  }

  private static int objectStart(byte[] json) {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '{') {
        return i;
      }
      if (json[i] != ' ' && json[i] != '\t') {
        return -1;
      }
    }
    return -1;
  }

  private String id(Line line) {
    MessageDigest digest = sha256();
    digest.update(name);
    digest.update(ByteBuffer.allocate(1 + Long.BYTES).put((byte) 0).putLong(line.offset()).flip());
    digest.update(line.bytes());
    return '"' + HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES) + '"';
  }

  private static byte[] splice(byte[] json, int start, int end, String text) {
    var out = new ByteArrayOutputStream(json.length + text.length());
    out.write(json, 0, start);
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    out.write(json, end, json.length - end);
    return out.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
