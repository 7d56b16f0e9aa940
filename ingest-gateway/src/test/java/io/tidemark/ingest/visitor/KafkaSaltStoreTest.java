package io.tidemark.ingest.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without Kafka; with one, it is tested in standalone. */
@Timeout(30)
class KafkaSaltStoreTest {

  @Test
  void store_withoutKafka_isNotReadyAndSaysWhy() {
    MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
    for (String bootstrap : new String[] {"127.0.0.1:1", "no-such-host.invalid:9092"}) {
      try (KafkaSaltStore salts =
          KafkaSaltStore.start(
              Map.of("bootstrap.servers", bootstrap), new SimpleMeterRegistry(), clock)) {
        assertThat(salts.notReady())
            .startsWith(
                "the visitor salt of 2026-03-01 was not read from topic tidemark-salts yet");
        assertThat(new VisitorIds(salts, clock).of("s", "192.0.2.1", "ua")).isNull();
      }
    }
  }
}
