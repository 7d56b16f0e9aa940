package io.tidemark.standalone.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.simple.SimpleLoggerFactory;

class JsonLoggerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00.123456Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void message_withNewLinesAndArguments_isOneLineOfJson() throws Exception {
    logger("io.tidemark.x.Y").warn("first \"{}\"\nsecond {}", "a\tb", 7);

    assertThat(bytes.toString(UTF_8).lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(bytes.toByteArray());
    assertThat(line.path("time").asText()).isEqualTo("2026-03-01T12:00:00.123Z");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("logger").asText()).isEqualTo("io.tidemark.x.Y");
    assertThat(line.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.path("message").asText()).isEqualTo("first \"a\tb\"\nsecond 7");
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void failure_isTheStackTraceAsText() throws Exception {
    logger("x").error("it failed", new IllegalStateException("why"));

    JsonNode line = new ObjectMapper().readTree(bytes.toByteArray());
    assertThat(line.path("error").asText())
        .startsWith("java.lang.IllegalStateException: why")
        .contains("\tat " + JsonLoggerTest.class.getName());
  }

  @Test
  void level_thatIsOff_isNotWritten() {
    new JsonLogger("x", NOPLogger.NOP_LOGGER, out, CLOCK).error("nobody reads this");

    assertThat(bytes.size()).isZero();
  }

  @Test
  void toldText_isHandedOnByLine_withoutEmptyOnes() {
    List<String> told = new ArrayList<>();
    try (PrintWriter writer = LoggedText.to(told::add)) {
      writer.printf("one%n%n  two %d%n", 2);
      writer.print("three");
    }

    assertThat(told).containsExactly("one", "two 2", "three");
  }

  private Logger logger(String name) {
    return new JsonLogger(name, new SimpleLoggerFactory().getLogger(name), out, CLOCK);
  }
}
