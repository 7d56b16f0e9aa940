package io.tidemark.standalone.tool;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.data.DataFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Sees to it that the broker that answers is the one of a data folder. */
public final class OwnBroker {
  private static final int TIMEOUT_MS = 10_000;

  /**
   * Checks it.
   *
   * @param kafka client settings
   * @param data the data folder of a process that runs
   */
  public static void check(Map<String, Object> kafka, Path data)
      throws StartException, InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    String expected = EmbeddedBroker.clusterIdOf(DataFolder.kafkaOf(data));
    try (Admin admin = Admin.create(config)) {
      String found = admin.describeCluster().clusterId().get();
      if (!expected.equals(found)) {
        throw new StartException(
            "the Kafka at "
                + config.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)
                + " is not the one of the data folder "
                + data
                + ", which another process uses; TIDEMARK_KAFKA_PORT says where that one listens");
      }
    } catch (ExecutionException e) {
      KafkaException problem =
          e.getCause() instanceof KafkaException k ? k : new KafkaException(e.getCause());
      throw new StartException(KafkaProblem.sentence(config, problem), e);
    }
  }

  private OwnBroker() {}
}
