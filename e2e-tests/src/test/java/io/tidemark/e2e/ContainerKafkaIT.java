package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Gateway and query server against the Kafka image that docker-compose.yml uses. */
class ContainerKafkaIT {

  @Test
  void roles_againstTheKafkaImage_countEvents(@TempDir Path folder) throws Exception {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      Tool.skip("no Docker engine was found, so nothing runs against the image apache/kafka");
    }
    String image = "apache/kafka:" + System.getProperty("tidemark.kafka.version");
    try (var kafka = new KafkaContainer(DockerImageName.parse(image))) {
      kafka.start();
      Path gatewayFolder = Files.createDirectory(folder.resolve("gateway"));
      Path queryFolder = Files.createDirectory(folder.resolve("query"));
      try (var gateway =
              new TidemarkProcess("gateway", gatewayFolder)
                  .with("TIDEMARK_KAFKA_BOOTSTRAP", kafka.getBootstrapServers())
                  .start();
          var query =
              new TidemarkProcess("query", queryFolder)
                  .with("TIDEMARK_KAFKA_BOOTSTRAP", kafka.getBootstrapServers())
                  .start()) {
        var answer = Http.post(gateway.ingest("/event"), "{\"site_id\":\"box\",\"path\":\"/\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(Stats.await(query, "box", 1).views()).isEqualTo(1);
      }
    }
  }
}
