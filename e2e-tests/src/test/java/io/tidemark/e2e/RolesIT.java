package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateway and query server as processes of their own, as in the containers. */
class RolesIT {

  @Test
  void roles_againstOneCluster_workTogether(@TempDir Path folder) throws Exception {
    TidemarkProcess cluster = Shared.instance();
    Path gatewayFolder = Files.createDirectory(folder.resolve("gateway"));
    Path queryFolder = Files.createDirectory(folder.resolve("query"));
    String unresolvable = cluster.bootstrap() + ",kafka-2.invalid:9092,kafka-3.invalid:9092";
    try (var gateway =
            new TidemarkProcess("gateway", gatewayFolder)
                .with("TIDEMARK_KAFKA_BOOTSTRAP", unresolvable);
        var query =
            new TidemarkProcess("query", queryFolder)
                .with("TIDEMARK_KAFKA_BOOTSTRAP", unresolvable)
                .with("TIDEMARK_APPLICATION_ID", "roles")) {
      gateway.launch();
      query.launch();
      gateway.awaitReady();
      query.awaitReady();

      var answer =
          Http.post(gateway.ingest("/event"), "{\"site_id\":\"roles\",\"path\":\"/role\"}");

      assertThat(answer.status()).isEqualTo(202);
      assertThat(Stats.await(query, "roles", 1).views()).isEqualTo(1);
      assertThat(Stats.await(cluster, "roles", 1).views()).isEqualTo(1);
    }
  }
}
