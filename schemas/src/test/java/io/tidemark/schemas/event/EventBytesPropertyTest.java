package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the bytes are, they are read as {@link EventReader} reads them. */
class EventBytesPropertyTest {
  private final EventWriter writer = new EventWriter();
  private final SameAsReader same = new SameAsReader();

  @Property(tries = 2000)
  void read_canonicalEvent_isScannedInPlace(@ForAll("canonicalEvents") Event event) {
    assertThat(same.check(writer.write(event))).isTrue();
  }

  @Property
  void read_anyWrittenEvent_isAsTheReaderReadsIt(@ForAll("events") Event event) {
    same.check(writer.write(event));
  }

  @Property
  void of_anyEvent_tellsItsFields(@ForAll("events") Event event) {
    EventBytes bytes = EventBytes.of(event);
    assertThat(SameAsReader.fields(bytes)).isEqualTo(SameAsReader.fields(event));
    assertThat(bytes.timestampMs()).isEqualTo(event.timestampMs());
    assertThat(bytes.count()).isEqualTo(event.count());
    assertThat(bytes.isPageView()).isEqualTo(event.isPageView());
  }

  @Property(tries = 5000)
  void read_mutatedEvent_isAsTheReaderReadsIt(
      @ForAll("canonicalEvents") Event event,
      @ForAll @IntRange(min = 1, max = 3) int mutations,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = writer.write(event);
    for (int i = 0; i < mutations && json.length > 0; i++) {
      json = Mutations.of(json, random);
      same.check(json);
    }
  }

  @Property(tries = 2000)
  void read_fieldsInAnyOrder_isAsTheReaderReadsIt(
      @ForAll("canonicalEvents") Event event, @ForAll long seed) {
    Random random = new Random(seed);
    String json = new String(writer.write(event), StandardCharsets.UTF_8);
    // Splits text that has such a comma in it, too, which is as good.
    List<String> fields =
        new ArrayList<>(List.of(json.substring(1, json.length() - 1).split(",(?=\")")));
    switch (random.nextInt(4)) {
      case 0 -> Collections.shuffle(fields, random);
      case 1 -> fields.remove(random.nextInt(fields.size()));
      case 2 -> fields.add(fields.get(random.nextInt(fields.size())));
      default -> {
        int i = random.nextInt(fields.size() - 1);
        Collections.swap(fields, i, i + 1);
      }
    }
    same.check(("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 2000)
  void read_timestampOfAnyDigits_isAsTheReaderReadsIt(@ForAll long seed) {
    Random random = new Random(seed);
    char[] time = "2026-02-28T23:59:59.999Z".toCharArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      time[random.nextInt(time.length)] = "0123456789:-. TZz/;".charAt(random.nextInt(19));
    }
    String json =
        "{\"site_id\":\"s\",\"event_type\":\"x\",\"timestamp\":\"" + new String(time) + "\"}";
    same.check(json.getBytes(StandardCharsets.US_ASCII));
  }

  @Property(tries = 2000)
  void read_properties_areAsTheReaderReadsThem(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] properties = CanonicalEvents.properties(random).getBytes(StandardCharsets.US_ASCII);
    byte[] changed = random.nextBoolean() ? Mutations.of(properties, random) : properties;
    String json =
        "{\"site_id\":\"s\",\"event_type\":\"x\",\"timestamp\":\"2026-01-01T00:00:00.000Z\","
            + "\"properties\":"
            + new String(changed, StandardCharsets.ISO_8859_1)
            + (random.nextBoolean() ? ",\"count\":7}" : "}");
    same.check(json.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Provide
  Arbitrary<Event> canonicalEvents() {
    return Arbitraries.randomValue(CanonicalEvents::event);
  }

  @Provide
  Arbitrary<Event> events() {
    return Arbitraries.randomValue(RandomEvents::event);
  }
}
