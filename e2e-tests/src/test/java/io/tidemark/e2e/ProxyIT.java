package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one address: nginx with the configuration of the containers, other names and ports. */
class ProxyIT {

  @Test
  void oneAddress_eventsAndQuestions_reachTheirServers(@TempDir Path folder) throws Exception {
    Path nginx = Tool.orSkip("nginx");
    TidemarkProcess tidemark = Shared.instance();
    int port = TidemarkProcess.freePort();
    Path configuration = configuration(folder, tidemark.ingestPort(), tidemark.queryPort(), port);
    Process process = start(nginx, configuration);
    try {
      String base = "http://127.0.0.1:" + port;
      Await.until(
          Duration.ofSeconds(10),
          () -> Http.get(base + "/proxy-livez").status() == 204,
          () -> "nginx does not answer");

      var answer = Http.post(base + "/event", "{\"site_id\":\"proxy\",\"path\":\"/\"}");

      assertThat(answer.status()).isEqualTo(202);
      Stats.await(tidemark, "proxy", 1);
      assertThat(Http.get(base + "/stats?site_id=proxy").json().path("total_views").asInt())
          .isEqualTo(1);
      assertThat(Http.get(base + "/ingest/health").text()).contains("\"service\":\"ingestion\"");
      assertThat(Http.get(base + "/health").text()).contains("\"service\":\"reporting\"");
      assertThat(Http.get(base + "/metrics").status()).isEqualTo(404);
      assertThat(Http.get(base + "/internal/partial").status()).isEqualTo(404);
      assertThat(Http.post(base + "/event", "x".repeat(2_000_000)).text())
          .contains("body_too_large");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void oneAddress_noServerBehind_isUnavailable(@TempDir Path folder) throws Exception {
    Path nginx = Tool.orSkip("nginx");
    int port = TidemarkProcess.freePort();
    int nobody = TidemarkProcess.freePort();
    Process process = start(nginx, configuration(folder, nobody, nobody, port));
    try {
      String base = "http://127.0.0.1:" + port;
      Await.until(
          Duration.ofSeconds(10),
          () -> Http.get(base + "/proxy-livez").status() == 204,
          () -> "nginx does not answer");

      var answer = Http.get(base + "/stats?site_id=proxy");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("error").path("code").asText()).isEqualTo("unavailable");
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Process start(Path nginx, Path configuration) throws Exception {
    // The test's folder belongs to the test's user, so that user has to write there.
    boolean root = "root".equals(System.getProperty("user.name"));
    String more = "daemon off;" + (root ? " user root;" : "");
    return new ProcessBuilder(nginx.toString(), "-c", configuration.toString(), "-g", more)
        .inheritIO()
        .start();
  }

  private static Path configuration(Path folder, int ingest, int query, int listen)
      throws Exception {
    String text =
        Deployment.text("deploy/nginx/nginx.conf")
            .replace("set $gateways gateway:3001;", "set $gateways 127.0.0.1:" + ingest + ";")
            .replace("set $queries query:3002;", "set $queries 127.0.0.1:" + query + ";")
            .replace("listen 8080;", "listen 127.0.0.1:" + listen + ";")
            .replace("/tmp/", folder + "/");
    return Files.writeString(folder.resolve("nginx.conf"), text);
  }
}
