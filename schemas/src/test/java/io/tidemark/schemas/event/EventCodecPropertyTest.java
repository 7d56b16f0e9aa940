package io.tidemark.schemas.event;

import static io.tidemark.schemas.event.Read.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class EventCodecPropertyTest {
  private final EventReader reader = new EventReader();
  private final EventWriter writer = new EventWriter();

  @Property
  void event_writtenAndRead_isTheSame(@ForAll("events") Event event) {
    byte[] json = writer.write(event);
    Event read = accepted(reader.read(json, new EventDefaults(null, Read.ARRIVAL)));
    assertThat(read).isEqualTo(event);
    assertThat(writer.write(read)).isEqualTo(json);
  }

  @Property
  void read_anyBytes_neverThrows(@ForAll byte[] bytes) {
    reader.read(bytes, Read.DEFAULTS);
    new BatchReader().read(bytes, Read.DEFAULTS);
  }

  @Property
  void read_mutatedEvent_neverThrows(
      @ForAll("events") Event event,
      @ForAll @Size(min = 1, max = 6) byte[] noise,
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll boolean insert) {
    byte[] json = writer.write(event);
    int at = place % json.length;
    byte[] mutated;
    if (insert) {
      mutated = Arrays.copyOf(json, json.length + noise.length);
      System.arraycopy(json, at, mutated, at + noise.length, json.length - at);
      System.arraycopy(noise, 0, mutated, at, noise.length);
    } else {
      mutated = json.clone();
      System.arraycopy(noise, 0, mutated, at, Math.min(noise.length, json.length - at));
    }
    Decoded decoded = reader.read(mutated, Read.DEFAULTS);
    if (decoded instanceof Decoded.Accepted a) {
      // Whatever was let through is a valid event: it survives its own codec.
      EventDefaults later = new EventDefaults(null, Read.ARRIVAL);
      assertThat(accepted(reader.read(writer.write(a.event()), later))).isEqualTo(a.event());
    }
  }

  @Property
  void read_jsonTokensInAnyOrder_neverThrows(@ForAll("tokenSoup") String soup) {
    byte[] bytes = soup.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, Read.DEFAULTS);
    new BatchReader().read(bytes, Read.DEFAULTS);
  }

  @Property
  void utf8_agreesWithTheJdk(@ForAll @Size(max = 24) byte[] bytes) {
    assertThat(Utf8.firstInvalid(bytes) < 0).isEqualTo(decodable(bytes));
  }

  @Property
  void utf8_ofHighBytes_agreesWithTheJdk(@ForAll("highBytes") byte[] bytes) {
    assertThat(Utf8.firstInvalid(bytes) < 0).isEqualTo(decodable(bytes));
  }

  @Property
  void iso8601_writtenInstant_isTheJdks(@ForAll @LongRange(max = Iso8601.MAX_MS) long epochMs) {
    byte[] written = new byte[Iso8601.WRITTEN];
    Iso8601.write(epochMs, written, 0);
    String text = new String(written, StandardCharsets.US_ASCII);
    DateTimeFormatter millis = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    assertThat(text).isEqualTo(millis.format(Instant.ofEpochMilli(epochMs)));
    assertThat(Iso8601.parse(text)).isEqualTo(epochMs);
  }

  @Property
  void iso8601_anyOffset_isTheJdks(
      @ForAll @LongRange(min = -62_000_000_000_000L, max = 253_000_000_000_000L) long epochMs,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
    String text = Instant.ofEpochMilli(epochMs).atOffset(offset).toString();
    assertThat(Iso8601.parse(text)).as(text).isEqualTo(epochMs);
  }

  @Provide
  Arbitrary<Event> events() {
    return Arbitraries.randomValue(RandomEvents::event);
  }

  @Provide
  Arbitrary<byte[]> highBytes() {
    return Arbitraries.bytes()
        .between(Byte.MIN_VALUE, (byte) -1)
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> tokenSoup() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"events\"",
            "\"path\"",
            "\"/\"",
            "\"site_id\"",
            "\"siteId\"",
            "\"timestamp\"",
            "\"count\"",
            "\"properties\"",
            "1",
            "-1.5e3",
            "null",
            "true",
            "\"\\ud800\"",
            "\"",
            "\\",
            " ",
            "\u0001",
            "1e999999")
        .list()
        .ofMaxSize(24)
        .map(tokens -> String.join("", tokens));
  }

  private static boolean decodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
