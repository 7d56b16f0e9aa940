package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What {@link EventBytes} tells, for those who find it: slices of one array, and numbers. */
final class EventFields {
  private static final int FIELDS = Field.values().length;

  /** Where each text field's first byte is, and the byte after its last; by {@link #index}. */
  final int[] from = new int[FIELDS];

  final int[] to = new int[FIELDS];

  /** A bit for each text field that is there, by {@link #index}. */
  int present;

  /** Where the slices are. */
  byte[] bytes = {};

  boolean pageView;
  long timestampMs;
  int count;

  /** The array of events that are no slices of another one. */
  private byte[] own = {};

  /** Where a field is in the arrays; its bit. */
  @SuppressWarnings("EnumOrdinal") // of this process only, and cheaper than a map
  static int index(Field field) {
    return field.ordinal();
  }

  boolean has(Field field) {
    return (present >>> index(field) & 1) != 0;
  }

  /** Forgets all fields. */
  void clear() {
    present = 0;
  }

  /** Sets a text field; {@code json[start..end)}. */
  void put(int index, int start, int end) {
    from[index] = start;
    to[index] = end;
    present |= 1 << index;
  }

  /** Takes all fields of an event. */
  void take(Event event) {
    clear();
    timestampMs = event.timestampMs();
    count = event.count();
    pageView = event.isPageView();
    int size = 0;
    size = put(Field.SITE_ID, event.siteId(), size);
    size = put(Field.EVENT_TYPE, event.eventType(), size);
    size = put(Field.PATH, event.path(), size);
    size = put(Field.USER_ID, event.userId(), size);
    size = put(Field.SESSION_ID, event.sessionId(), size);
    size = put(Field.EVENT_ID, event.eventId(), size);
    size = put(Field.REFERRER, event.referrer(), size);
    size = put(Field.USER_AGENT, event.userAgent(), size);
    size = put(Field.IP, event.ip(), size);
    size = put(Field.REFERRER_HOST, event.referrerHost(), size);
    size = put(Field.UTM_SOURCE, event.utmSource(), size);
    size = put(Field.UTM_MEDIUM, event.utmMedium(), size);
    size = put(Field.UTM_CAMPAIGN, event.utmCampaign(), size);
    size = put(Field.BROWSER, event.browser(), size);
    size = put(Field.OS, event.os(), size);
    size = put(Field.DEVICE, event.device(), size);
    size = put(Field.COUNTRY, event.country(), size);
    size = put(Field.LANGUAGE, event.language(), size);
    size = put(Field.BOT, event.bot(), size);
    put(Field.PROPERTIES, event.properties(), size);
    bytes = own;
  }

  /** Appends a text field to our array; returns the size of all. */
  private int put(Field field, @Nullable String value, int size) {
    if (value == null) {
      return size;
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    int end = size + text.length;
    if (end > own.length) {
      own = Arrays.copyOf(own, Math.max(512, 2 * end));
    }
    System.arraycopy(text, 0, own, size, text.length);
    put(index(field), size, end);
    return end;
  }
}
