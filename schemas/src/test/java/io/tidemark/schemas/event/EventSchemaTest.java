package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import io.tidemark.schemas.openapi.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event's JSON Schema and the codec on the same cases, which stand in {@code cases.txt}. */
class EventSchemaTest {
  private static final Pattern REPEATED = Pattern.compile("«(.+?)\\*([0-9]+)»");
  private static final String AGREES = "agrees";
  private static final Set<String> BEYOND_SCHEMAS =
      Set.of("twice", "time", "bytes", "depth", "half", "literal");

  private final Schema schema = EventSchema.load();

  /** One line of the table. */
  record Case(String codec, String schema, String event) {
    String json() {
      return REPEATED
          .matcher(event)
          .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
    }

    @Override
    public String toString() {
      return codec + " " + event;
    }
  }

  static List<Case> cases() throws IOException {
    try (InputStream in = EventSchemaTest.class.getResourceAsStream("cases.txt")) {
      byte[] table = Objects.requireNonNull(in).readAllBytes();
      return new String(table, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" +", 3))
          .map(parts -> new Case(parts[0], parts[1], parts[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void codec_case_saysWhatIsWritten(Case one) {
    Decoded decoded = Read.json(one.json());
    String verdict = decoded instanceof Decoded.Refused no ? no.refusal().code().code() : "ok";
    assertThat(verdict).isEqualTo(one.codec());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void schema_case_agreesUnlessItCannotSay(Case one) {
    boolean valid = schema.validate(one.json(), InputFormat.JSON).isEmpty();
    if (one.schema().equals(AGREES)) {
      assertThat(valid).isEqualTo(one.codec().equals("ok"));
    } else {
      assertThat(one.schema()).isIn(BEYOND_SCHEMAS);
      assertThat(valid).as("a schema cannot say it: " + one.schema()).isTrue();
    }
  }

  @Test
  void schema_eventWithoutSite_cannotKnowTheDefaultSite() {
    String json = "{\"path\":\"/\"}";
    Decoded decoded = new EventReader().read(json.getBytes(StandardCharsets.UTF_8), Read.NO_SITE);
    Read.assertRefused(decoded, RefusalCode.MISSING_FIELD, "site_id");
    assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
  }

  @Test
  void schema_fields_areTheCodecsWithTheirLimits() {
    assertThat(EventSchema.names())
        .allSatisfy(name -> assertThat(Field.of(name)).as(name).isNotNull());
    for (Field field : Field.values()) {
      assertThat(EventSchema.names()).contains(field.canonical());
    }
  }
}
