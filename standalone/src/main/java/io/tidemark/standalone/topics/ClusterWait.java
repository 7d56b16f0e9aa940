package io.tidemark.standalone.topics;

import io.tidemark.standalone.StartException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a Kafka cluster that may not be up yet, for as long as it takes. */
public final class ClusterWait {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWait.class);
  private static final int ATTEMPT_MS = 5_000;

  /**
   * Returns when the cluster answers; says every few seconds that it waits.
   *
   * @param kafka client settings
   * @throws StartException if it answers but does not let this client in, or the settings are wrong
   */
  public static void until(Map<String, Object> kafka) throws StartException, InterruptedException {
    String bootstrap = String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    long start = System.nanoTime();
    while (true) {
      try (Admin admin = Admin.create(config)) {
        admin.describeCluster(new DescribeClusterOptions().timeoutMs(ATTEMPT_MS)).clusterId().get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthenticationException) {
          throw new StartException(
              "Kafka at "
                  + bootstrap
                  + " does not let this client in: "
                  + e.getCause().getMessage()
                  + "; check TIDEMARK_KAFKA_CONFIG",
              e);
        }
      } catch (KafkaException e) {
        refuseUnlessUnresolved(e, bootstrap);
        TimeUnit.MILLISECONDS.sleep(ATTEMPT_MS);
      }
      LOG.info(
          "waiting for Kafka at {} ({} s); TIDEMARK_KAFKA_BOOTSTRAP says where it is",
          bootstrap,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }
  }

  /** A name that cannot be resolved yet may come, as containers start; all else is a mistake. */
  private static void refuseUnlessUnresolved(KafkaException failure, Object bootstrap)
      throws StartException {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = String.valueOf(cause.getMessage());
    boolean unresolved =
        cause instanceof ConfigException && message.contains("resolvable bootstrap");
    if (!unresolved) {
      throw new StartException(
          "Kafka's client settings for "
              + bootstrap
              + " are not valid: "
              + message
              + "; check TIDEMARK_KAFKA_CONFIG and TIDEMARK_KAFKA_BOOTSTRAP",
          failure);
    }
  }

  private ClusterWait() {}
}
