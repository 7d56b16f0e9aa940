package io.tidemark.standalone.dlq;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DlqRecord} as one line of JSON, for {@code dlq list --json} and, repaired, for {@code
 * dlq replay}. What is no UTF-8 is given in Base64 under another name.
 */
final class DlqJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  static String write(DlqRecord record) {
    ObjectNode row = JSON.createObjectNode();
    row.put("dlq", record.at().toString());
    row.put("arrival", record.arrival().toString());
    row.put("reason", record.reason());
    row.put("message", record.message());
    put(row, "field", record.field());
    put(row, "topic", record.topic());
    put(row, "original", record.original() == null ? null : record.original().toString());
    if (record.isCut()) {
      row.put("original_size", record.originalSize());
    }
    putBytes(row, "key", record.key());
    putBytes(row, "value", record.value());
    return row.toString();
  }

  /** The text, if the bytes are UTF-8. */
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static void put(ObjectNode row, String name, @Nullable String value) {
    if (value != null) {
      row.put(name, value);
    }
  }

  private static void putBytes(ObjectNode row, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      row.putNull(name);
      return;
    }
    utf8(bytes)
        .ifPresentOrElse(
            text -> row.put(name, text),
            () -> row.put(name + "_base64", Base64.getEncoder().encodeToString(bytes)));
  }

  private DlqJson() {}
}
