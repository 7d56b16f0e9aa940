package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds {@link EventBytes} against {@link EventReader}: the same verdict, the same fields. */
final class SameAsReader {
  private final EventReader reader = new EventReader();

  /** One for all, so that what an event leaves behind shows at the next. */
  private final EventBytes bytes = new EventBytes();

  /** Reads both ways; returns whether the bytes were scanned in place. */
  boolean check(byte @Nullable [] json) {
    Decoded expected = reader.read(json, Read.DEFAULTS);
    byte[] key = Read.DEFAULTS.siteId().getBytes(StandardCharsets.UTF_8);
    Decoded.Refused refused = bytes.read(json, key, Read.ARRIVAL);
    if (expected instanceof Decoded.Accepted accepted) {
      assertThat(refused).as(() -> shown(json)).isNull();
      assertThat(fields(bytes)).as(() -> shown(json)).isEqualTo(fields(accepted.event()));
      assertThat(bytes.timestampMs()).isEqualTo(accepted.event().timestampMs());
      assertThat(bytes.count()).isEqualTo(accepted.event().count());
      assertThat(bytes.isPageView()).isEqualTo(accepted.event().isPageView());
    } else {
      assertThat(refused).as(() -> shown(json)).isEqualTo(expected);
      assertThat(fields(bytes)).isEmpty();
      assertThat(bytes.isFast()).isFalse();
    }
    return bytes.isFast();
  }

  static Map<Field, String> fields(EventBytes bytes) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      String text = bytes.text(field);
      if (text != null) {
        fields.put(field, text);
      }
    }
    return fields;
  }

  static Map<Field, String> fields(Event event) {
    Map<Field, @Nullable String> fields = new EnumMap<>(Field.class);
    fields.put(Field.SITE_ID, event.siteId());
    fields.put(Field.EVENT_TYPE, event.eventType());
    fields.put(Field.PATH, event.path());
    fields.put(Field.USER_ID, event.userId());
    fields.put(Field.SESSION_ID, event.sessionId());
    fields.put(Field.EVENT_ID, event.eventId());
    fields.put(Field.REFERRER, event.referrer());
    fields.put(Field.USER_AGENT, event.userAgent());
    fields.put(Field.IP, event.ip());
    fields.put(Field.REFERRER_HOST, event.referrerHost());
    fields.put(Field.UTM_SOURCE, event.utmSource());
    fields.put(Field.UTM_MEDIUM, event.utmMedium());
    fields.put(Field.UTM_CAMPAIGN, event.utmCampaign());
    fields.put(Field.BROWSER, event.browser());
    fields.put(Field.OS, event.os());
    fields.put(Field.DEVICE, event.device());
    fields.put(Field.COUNTRY, event.country());
    fields.put(Field.LANGUAGE, event.language());
    fields.put(Field.BOT, event.bot());
    fields.put(Field.PROPERTIES, event.properties());
    fields.values().removeIf(text -> text == null);
    return Map.copyOf(fields);
  }

  private static String shown(byte @Nullable [] json) {
    return json == null ? "null" : new String(json, StandardCharsets.UTF_8);
  }
}
