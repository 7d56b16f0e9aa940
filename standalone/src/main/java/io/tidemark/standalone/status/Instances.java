package io.tidemark.standalone.status;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The query servers that share the statistics, as Kafka knows them.
 *
 * @param queryServers how many there are
 * @param threads their threads that count
 * @param state of the group, like {@code Stable}; anything else: partitions are being moved
 */
record Instances(int queryServers, int threads, String state) {
  private static final int TIMEOUT_MS = 3_000;
  private static final String THREAD = "-StreamThread-";

  /**
   * Asks Kafka.
   *
   * @param kafka client settings
   * @return null: it does not tell
   */
  static @Nullable Instances of(Map<String, Object> kafka, String applicationId)
      throws InterruptedException {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    try (Admin admin = Admin.create(config)) {
      ConsumerGroupDescription group =
          admin.describeConsumerGroups(List.of(applicationId)).all().get().get(applicationId);
      if (group == null) {
        return null;
      }
      Set<String> processes = new HashSet<>();
      for (MemberDescription member : group.members()) {
        int thread = member.clientId().indexOf(THREAD);
        processes.add(thread < 0 ? member.clientId() : member.clientId().substring(0, thread));
      }
      return new Instances(processes.size(), group.members().size(), group.groupState().toString());
    } catch (ExecutionException | KafkaException e) {
      return null;
    }
  }
}
