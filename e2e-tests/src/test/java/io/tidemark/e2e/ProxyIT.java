package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one address: nginx with the configuration of the containers, other names and ports. */
class ProxyIT {

  @Test
  void oneAddress_eventsAndQuestions_reachTheirServers(@TempDir Path folder) throws Exception {
    TidemarkProcess tidemark = Shared.instance();
    try (Nginx nginx = Nginx.start(folder, tidemark.ingestPort(), tidemark.queryPort())) {
      var answer = Http.post(nginx.url("/event"), "{\"site_id\":\"proxy\",\"path\":\"/\"}");

      assertThat(answer.status()).isEqualTo(202);
      Stats.await(tidemark, "proxy", 1);
      assertThat(Http.get(nginx.url("/stats?site_id=proxy")).json().path("total_views").asInt())
          .isEqualTo(1);
      assertThat(Http.get(nginx.url("/ingest/health")).text())
          .contains("\"service\":\"ingestion\"");
      assertThat(Http.get(nginx.url("/health")).text()).contains("\"service\":\"reporting\"");
      assertThat(Http.get(nginx.url("/metrics")).status()).isEqualTo(404);
      assertThat(Http.get(nginx.url("/internal/partial")).status()).isEqualTo(404);
      assertThat(Http.post(nginx.url("/event"), "x".repeat(2_000_000)).text())
          .contains("body_too_large");
    }
  }

  @Test
  void oneAddress_noServerBehind_isUnavailable(@TempDir Path folder) throws Exception {
    int nobody = TidemarkProcess.freePort();
    try (Nginx nginx = Nginx.start(folder, nobody, nobody)) {
      var answer = Http.get(nginx.url("/stats?site_id=proxy"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("error").path("code").asText()).isEqualTo("unavailable");
    }
  }
}
