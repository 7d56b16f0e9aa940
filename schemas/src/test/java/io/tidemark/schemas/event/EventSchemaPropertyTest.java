package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.tidemark.schemas.openapi.EventSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the codec takes or writes, the event's JSON Schema takes too. */
class EventSchemaPropertyTest {
  /** Refusals for something that a schema may not be able to say; see {@code cases.txt}. */
  private static final Set<RefusalCode> BEYOND_SCHEMAS =
      Set.of(
          RefusalCode.INVALID_TIMESTAMP,
          RefusalCode.INVALID_COUNT,
          RefusalCode.TOO_LONG,
          RefusalCode.INVALID_VALUE);

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "7",
          "0",
          "-1",
          "1.0",
          "1000001",
          "1772272800123",
          "1e400",
          "\"\"",
          "\"a\"",
          "\"page_view\"",
          "\"/é?utm_source=x\"",
          "\"#\"",
          "\"a\\n\"",
          "\"\\ud800\"",
          "\"2026-02-28T10:00:00Z\"",
          "\"2026-02-30T10:00:00Z\"",
          "\"" + "🦆".repeat(100) + "\"",
          "\"" + "a".repeat(256) + "\"",
          "\"" + "a".repeat(2049) + "\"",
          "[]",
          "{}",
          "{\"a\":[1]}",
          "{\"a\":\"" + "x".repeat(5000) + "\"}");

  private final Schema schema = EventSchema.load();

  @Property(tries = 200)
  void schema_whatIsWritten_isValid(@ForAll Random random) {
    byte[] written = new EventWriter().write(RandomEvents.event(random));
    String json = new String(written, StandardCharsets.UTF_8);
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  @Property(tries = 1000)
  void schema_anyFields_refusesOnlyWhatTheCodecRefuses(@ForAll Random random) {
    String json = json(random);
    Decoded decoded = Read.json(json);
    boolean valid = schema.validate(json, InputFormat.JSON).isEmpty();
    if (decoded instanceof Decoded.Refused refused) {
      if (valid) {
        assertThat(refused.refusal().code()).as(json).isIn(BEYOND_SCHEMAS);
      }
    } else {
      assertThat(valid).as(json).isTrue();
    }
  }

  /** An object of a few fields, each at most once, with any values; half of the time a view. */
  private static String json(Random random) {
    List<String> names = new ArrayList<>(EventSchema.names());
    Collections.shuffle(names, random);
    List<String> members = new ArrayList<>();
    if (random.nextBoolean()) {
      names.remove("path");
      members.add("\"path\":\"/\"");
    }
    for (String name : names.subList(0, random.nextInt(4))) {
      members.add("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
    }
    return "{" + String.join(",", members) + "}";
  }
}
