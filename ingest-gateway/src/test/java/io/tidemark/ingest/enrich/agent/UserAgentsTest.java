package io.tidemark.ingest.enrich.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserAgentsTest {
  private static final UserAgents AGENTS = UserAgents.load();
  private static final AgentParser PARSER = AgentParser.load();

  @Test
  void of_askedBeforeTheParserIsThere_waitsForIt() {
    UserAgents agents = UserAgents.load();
    assertThat(agents.of("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"))
        .isEqualTo(new Agent("Firefox", "Linux", "desktop", null));
    assertThat(agents.notReady()).isNull();
  }

  @Test
  void of_severalThreads_isWhatTheParserSays() throws IOException {
    List<String> agents =
        AgentParserTest.samples().stream().map(line -> line.split("\t")[0]).toList();
    List<Agent> expected = agents.stream().map(PARSER::parse).toList();
    assertThat(agents.parallelStream().map(AGENTS::of).toList()).isEqualTo(expected);
    assertThat(agents.stream().map(AGENTS::of).toList()).as("kept").isEqualTo(expected);
  }

  @Test
  void of_anEndlessUserAgent_isQuick() {
    for (String part : List.of("a", " ", "(", "Mozilla/5.0 ", "Chrome/", "bot", ";", "1.", "\t")) {
      long start = System.nanoTime();
      AGENTS.of(part.repeat(100_000));
      assertThat(System.nanoTime() - start).as(part).isLessThan(2_000_000_000L);
    }
  }
}
