package io.tidemark.schemas.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One event as slices of bytes: the fields where they stand in the record's value, so that counting
 * makes no {@code String}. One object reads many events, one after the other; what it tells holds
 * until the next {@link #read}. Not thread-safe.
 *
 * <p>Accepts and refuses exactly what {@link EventReader} does, with the same fields. What {@link
 * EventWriter} wrote without escapes is scanned in place and nothing is allocated; all else goes
 * through that reader.
 */
public final class EventBytes {
  private final EventReader reader = new EventReader();
  private final EventFields fields = new EventFields();
  private final CanonicalScan scan = new CanonicalScan(fields);
  private boolean fast;

  /** An event that was read already, as slices. */
  public static EventBytes of(Event event) {
    EventBytes bytes = new EventBytes();
    bytes.fields.take(event);
    return bytes;
  }

  /**
   * Reads a record. After a refusal it has no field.
   *
   * @param json the record's value, not to be changed as long as its slices are used
   * @param key the record's key: the site of an event without one, if it is UTF-8
   * @param arrivalMs arrival time, milliseconds since the epoch
   * @return null: accepted; else why not
   */
  public Decoded.@Nullable Refused read(
      byte @Nullable [] json, byte @Nullable [] key, long arrivalMs) {
    fast = json != null && scan.read(json, arrivalMs);
    return fast ? null : readAny(json, key, arrivalMs);
  }

  private Decoded.@Nullable Refused readAny(
      byte @Nullable [] json, byte @Nullable [] key, long arrivalMs) {
    Decoded decoded = reader.read(json, new EventDefaults(siteOf(key), arrivalMs));
    if (decoded instanceof Decoded.Refused refused) {
      fields.clear();
      return refused;
    }
    fields.take(((Decoded.Accepted) decoded).event());
    return null;
  }

  /** Whether the last event was scanned in place. */
  boolean isFast() {
    return fast;
  }

  /** Whether the event has this text field. */
  public boolean has(Field field) {
    return fields.has(field);
  }

  /**
   * The array a text field's UTF-8 bytes stand in; not to be changed.
   *
   * @throws IllegalStateException if the event does not have it
   */
  public byte[] source(Field field) {
    check(field);
    return fields.bytes;
  }

  /** Index of a text field's first byte; throws as {@link #source} does. */
  public int from(Field field) {
    check(field);
    return fields.from[EventFields.index(field)];
  }

  /** Index after a text field's last byte; throws as {@link #source} does. */
  public int to(Field field) {
    check(field);
    return fields.to[EventFields.index(field)];
  }

  /** A text field; null: the event has none. */
  public @Nullable String text(Field field) {
    return has(field)
        ? new String(fields.bytes, from(field), to(field) - from(field), StandardCharsets.UTF_8)
        : null;
  }

  /** Whether it counts as a view as well as an event. */
  public boolean isPageView() {
    return fields.pageView;
  }

  /** Event time, milliseconds since the epoch. */
  public long timestampMs() {
    return fields.timestampMs;
  }

  /** The weight, at least 1. */
  public int count() {
    return fields.count;
  }

  private void check(Field field) {
    if (!has(field)) {
      throw new IllegalStateException("the event has no " + field.canonical());
    }
  }

  private static @Nullable String siteOf(byte @Nullable [] key) {
    if (key == null || key.length == 0) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
