package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is read in one pass is what the parser reads. */
class PlainBatchPropertyTest {
  private final EventWriter writer = new EventWriter();

  @Property
  void read_canonicalEvents_isReadInOnePass(@ForAll long seed) {
    Random random = new Random(seed);
    assertThat(SameBatch.check(batch(random, CanonicalEvents::event))).isTrue();
  }

  @Property
  void read_anyWrittenEvents_isAsTheParserReadsThem(@ForAll long seed) {
    Random random = new Random(seed);
    SameBatch.check(batch(random, RandomEvents::event));
  }

  @Property(tries = 5000)
  void read_mutatedBatch_isAsTheParserReadsIt(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int mutations) {
    Random random = new Random(seed);
    byte[] json = batch(random, CanonicalEvents::event);
    for (int i = 0; i < mutations && json.length > 0; i++) {
      json = Mutations.of(json, random);
      SameBatch.check(json);
    }
  }

  /** One to four events, wrapped or not, with other spellings and blanks here and there. */
  private byte[] batch(Random random, Function<Random, Event> events) {
    String array =
        IntStream.rangeClosed(0, random.nextInt(4))
            .mapToObj(i -> spelled(random, events.apply(random)))
            .collect(Collectors.joining(random.nextBoolean() ? "," : "\n, ", "[", "]"));
    String json = random.nextBoolean() ? array : "{\"events\": " + array + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private String spelled(Random random, Event event) {
    String json = new String(writer.write(event), StandardCharsets.UTF_8);
    return random.nextBoolean()
        ? json
        : json.replaceFirst("\"site_id\":", "\"siteId\" : ")
            .replaceFirst("\"user_agent\":", "\"userAgent\":")
            .replaceFirst("\"timestamp\":\"[^\"]*\"", "\"timestamp\": 1767225600000");
  }
}
