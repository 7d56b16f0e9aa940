package io.tidemark.standalone.backup;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that a backup holds, and up to where: all topics but Kafka's own, what the
 * statistics can be counted to again, and the salts of visitors.
 */
final class CopiedLog {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_MS = 20;

  /** Whether a topic belongs into a backup. */
  static boolean holds(String topic) {
    return !topic.startsWith("__")
        && !topic.equals(Topics.SALTS)
        && !topic.endsWith("-changelog")
        && !topic.endsWith("-rekey");
  }

  /** Where the partitions begin and end now, at an end before which no transaction is open. */
  static Map<String, Manifest.Offsets> of(Admin admin)
      throws StartException, ExecutionException, InterruptedException {
    Map<String, Manifest.Offsets> partitions = new TreeMap<>();
    for (var topic :
        admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values()) {
      if (holds(topic.name())) {
        for (var partition : topic.partitions()) {
          TopicPartition of = new TopicPartition(topic.name(), partition.partition());
          partitions.put(of.toString(), offsets(admin, of));
        }
      }
    }
    return partitions;
  }

  private static Manifest.Offsets offsets(Admin admin, TopicPartition of)
      throws StartException, ExecutionException, InterruptedException {
    long from = offset(admin, of, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    long start = System.nanoTime();
    while (true) {
      long decided = offset(admin, of, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
      long end = offset(admin, of, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
      if (decided == end) {
        return new Manifest.Offsets(from, end);
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new StartException(
            "on " + of + " a transaction has been open for a minute; expected its end");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  private static long offset(
      Admin admin, TopicPartition of, OffsetSpec which, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    question.put(of, which);
    return admin
        .listOffsets(question, new ListOffsetsOptions(isolation))
        .partitionResult(of)
        .get()
        .offset();
  }

  private CopiedLog() {}
}
