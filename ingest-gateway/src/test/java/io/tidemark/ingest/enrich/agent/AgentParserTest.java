package io.tidemark.ingest.enrich.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples: user agent, browser, system, device and bot, separated by tabs. */
class AgentParserTest {
  private static final AgentParser PARSER = AgentParser.load();

  static List<String> samples() throws IOException {
    try (InputStream in = AgentParserTest.class.getResourceAsStream("user-agents.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  static Stream<String> lines() throws IOException {
    return samples().stream();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void parse_ofASample_tellsWhatAPersonWould(String line) {
    String[] columns = line.split("\t", -1);
    Agent agent = PARSER.parse(columns[0]);
    assertThat(text(agent))
        .isEqualTo(String.join("\t", columns[1], columns[2], columns[3], columns[4]));
  }

  private static String text(Agent agent) {
    return Stream.of(agent.browser(), agent.os(), agent.device(), agent.bot())
        .map(value -> value == null ? "" : value)
        .reduce((a, b) -> a + "\t" + b)
        .orElseThrow();
  }

  @Test
  void parse_ofGarbage_tellsNothing() {
    for (String garbage : List.of("", " ", "Mozilla/5.0", "\u0000", "äöü", "-", "(((((((")) {
      assertThat(PARSER.parse(garbage)).isEqualTo(new Agent(null, null, null, null));
    }
  }
}
