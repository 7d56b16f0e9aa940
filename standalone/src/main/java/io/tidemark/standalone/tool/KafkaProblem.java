package io.tidemark.standalone.tool;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** What is wrong with Kafka, in a sentence without a full stop. */
public final class KafkaProblem {

  /** The sentence for a client with this configuration. */
  public static String sentence(Map<String, Object> config, KafkaException problem) {
    String where = "Kafka at " + config.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (problem instanceof TimeoutException) {
      return where
          + " does not answer; is ./tidemark up running? TIDEMARK_KAFKA_BOOTSTRAP says where Kafka"
          + " is";
    }
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    return where + " cannot be used: " + cause.getMessage();
  }

  /** Why a request to Kafka failed. */
  public static String reason(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private KafkaProblem() {}
}
