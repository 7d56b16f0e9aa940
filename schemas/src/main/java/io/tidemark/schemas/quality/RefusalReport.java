package io.tidemark.schemas.quality;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many events of one site a gateway refused since its last report, by reason: the value of a
 * record in {@link io.tidemark.schemas.topic.Topics#REFUSALS}, whose key is the site.
 *
 * <p>As JSON: {@code {"refused":{"invalid_timestamp":3,"too_long":1}}}.
 *
 * @param countByReason the {@link io.tidemark.schemas.event.RefusalCode#code()}s, each at least
 *     once
 */
public record RefusalReport(Map<String, Long> countByReason) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String REFUSED = "refused";

  public RefusalReport {
    countByReason = Map.copyOf(countByReason);
  }

  /** This as JSON; reasons in alphabetical order. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart(REFUSED);
      for (Map.Entry<String, Long> reason : new TreeMap<>(countByReason).entrySet()) {
        out.writeNumberField(reason.getKey(), reason.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@link #toBytes()}; empty if the bytes are not such a report. */
  public static Optional<RefusalReport> read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    Map<String, Long> counts = new TreeMap<>();
    try (JsonParser in = JSON.createParser(bytes)) {
      if (in.nextToken() != JsonToken.START_OBJECT
          || !REFUSED.equals(in.nextFieldName())
          || in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String reason = in.nextFieldName(); reason != null; reason = in.nextFieldName()) {
        if (in.nextToken() != JsonToken.VALUE_NUMBER_INT || in.getLongValue() < 1) {
          return Optional.empty();
        }
        counts.put(reason, in.getLongValue());
      }
      return Optional.of(new RefusalReport(counts));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
