package io.tidemark.benchmarks.load;

import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventWriter;
import java.nio.charset.StandardCharsets;

/**
 * An event's JSON, made once and sent again and again as another one: with another id and the
 * present time, both of which have their place in the bytes.
 */
final class LiveEvent {
  private static final byte[] ID = ascii("\"event_id\":\"");
  private static final byte[] TIMESTAMP = ascii("\"timestamp\":\"");
  private static final byte[] HEX = ascii("0123456789abcdef");

  private final byte[] json;
  private final int idAt;
  private final int timestampAt;
  private final boolean late;
  private final int id;

  private LiveEvent(Event event, long newestMs) {
    this.json = new EventWriter().write(event);
    this.idAt = after(ID);
    this.timestampAt = after(TIMESTAMP);
    this.late = event.timestampMs() < newestMs;
    this.id = Integer.parseUnsignedInt(String.valueOf(event.eventId()).substring(0, 8), 16);
  }

  static LiveEvent next(EventSource source, long newestMs) {
    return new LiveEvent(source.next(), newestMs);
  }

  /**
   * Writes it behind what the buffer holds.
   *
   * @param round so many times it was sent before; its copies must be sent in the same round
   * @return where the next byte goes
   */
  int write(byte[] into, int at, int round, byte[] now) {
    System.arraycopy(json, 0, into, at, json.length);
    int changed = id ^ round * 0x9E3779B1;
    for (int i = 0; i < 8; i++) {
      into[at + idAt + i] = HEX[changed >>> (28 - 4 * i) & 15];
    }
    if (!late) {
      System.arraycopy(now, 0, into, at + timestampAt, now.length);
    }
    return at + json.length;
  }

  int length() {
    return json.length;
  }

  private int after(byte[] name) {
    for (int at = 0; at + name.length < json.length; at++) {
      int same = 0;
      while (same < name.length && json[at + same] == name[same]) {
        same++;
      }
      if (same == name.length) {
        return at + name.length;
      }
    }
    throw new IllegalStateException(
        "an event without " + new String(name, StandardCharsets.US_ASCII));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
