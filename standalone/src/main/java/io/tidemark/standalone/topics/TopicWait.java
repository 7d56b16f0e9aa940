package io.tidemark.standalone.topics;

import io.tidemark.standalone.StartException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits until new topics are known to the brokers and have leaders. */
final class TopicWait {
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long POLL_MS = 20;

  static Map<String, TopicDescription> until(Admin admin, Set<String> topics)
      throws StartException, ExecutionException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < TIMEOUT_NANOS) {
      try {
        Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
        if (found.values().stream().allMatch(TopicWait::hasLeaders)) {
          return found;
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new StartException(
        "topics "
            + String.join(", ", topics)
            + " have no leader after 30 s; check that the Kafka cluster's brokers are up");
  }

  private static boolean hasLeaders(TopicDescription topic) {
    return topic.partitions().stream().allMatch(p -> p.leader() != null && !p.leader().isEmpty());
  }

  private TopicWait() {}
}
