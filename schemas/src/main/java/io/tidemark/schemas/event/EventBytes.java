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
 * <p>Accepts and refuses exactly what {@link EventReader} does.
 */
public final class EventBytes {
  private static final Field[] FIELDS = Field.values();

  private final EventReader reader = new EventReader();
  private final byte @Nullable [][] sources = new byte[FIELDS.length][];
  private long timestampMs;
  private int count;
  private boolean pageView;

  /** An event that was read already, as slices. */
  public static EventBytes of(Event event) {
    EventBytes bytes = new EventBytes();
    bytes.take(event);
    return bytes;
  }

  /**
   * Reads a record.
   *
   * @param json the record's value
   * @param key the record's key: the site of an event without one, if it is UTF-8
   * @param arrivalMs arrival time, milliseconds since the epoch
   * @return null: accepted; else why not
   */
  public Decoded.@Nullable Refused read(
      byte @Nullable [] json, byte @Nullable [] key, long arrivalMs) {
    Decoded decoded = reader.read(json, new EventDefaults(siteOf(key), arrivalMs));
    if (decoded instanceof Decoded.Refused refused) {
      return refused;
    }
    take(((Decoded.Accepted) decoded).event());
    return null;
  }

  /** Whether the event has this text field. */
  public boolean has(Field field) {
    return sources[field.ordinal()] != null;
  }

  /** The array a text field's UTF-8 bytes stand in; not to be changed. */
  public byte[] source(Field field) {
    byte[] source = sources[field.ordinal()];
    if (source == null) {
      throw new IllegalStateException("the event has no " + field.canonical());
    }
    return source;
  }

  /** Index of a text field's first byte. */
  public int from(Field field) {
    return 0;
  }

  /** Index after a text field's last byte. */
  public int to(Field field) {
    return source(field).length;
  }

  /** A text field; null: the event has none. */
  public @Nullable String text(Field field) {
    return has(field)
        ? new String(source(field), from(field), to(field) - from(field), StandardCharsets.UTF_8)
        : null;
  }

  /** Whether it counts as a view as well as an event. */
  public boolean isPageView() {
    return pageView;
  }

  /** Event time, milliseconds since the epoch. */
  public long timestampMs() {
    return timestampMs;
  }

  /** The weight, at least 1. */
  public int count() {
    return count;
  }

  private void take(Event event) {
    timestampMs = event.timestampMs();
    count = event.count();
    pageView = event.isPageView();
    put(Field.SITE_ID, event.siteId());
    put(Field.EVENT_TYPE, event.eventType());
    put(Field.PATH, event.path());
    put(Field.USER_ID, event.userId());
    put(Field.EVENT_ID, event.eventId());
    put(Field.REFERRER_HOST, event.referrerHost());
    put(Field.UTM_SOURCE, event.utmSource());
    put(Field.UTM_MEDIUM, event.utmMedium());
    put(Field.UTM_CAMPAIGN, event.utmCampaign());
    put(Field.BROWSER, event.browser());
    put(Field.OS, event.os());
    put(Field.DEVICE, event.device());
    put(Field.COUNTRY, event.country());
    put(Field.LANGUAGE, event.language());
    put(Field.BOT, event.bot());
  }

  private void put(Field field, @Nullable String value) {
    sources[field.ordinal()] = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
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
