package io.tidemark.ingest.enrich.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UserAgentsPropertyTest {
  private static final UserAgents AGENTS = UserAgents.load();

  @Property(tries = 300)
  void of_anyText_neverThrowsAndTellsPlainNames(@ForAll String userAgent) {
    Agent agent = AGENTS.of(userAgent);
    for (String value : new String[] {agent.browser(), agent.os(), agent.device(), agent.bot()}) {
      assertThat(value == null || (!value.isEmpty() && value.length() <= 64)).isTrue();
    }
  }
}
