package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON in UTF-8, put together in memory. */
public final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** What stands between an object's braces. */
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes of an object. */
  public static byte[] object(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return bytes.toByteArray();
  }

  private JsonBody() {}
}
