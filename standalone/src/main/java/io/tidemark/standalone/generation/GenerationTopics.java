package io.tidemark.standalone.generation;

import io.tidemark.topology.process.EventTopology;
import io.tidemark.topology.store.RollupStore;
import io.tidemark.topology.store.SeenEventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a generation has in Kafka: three topics and a consumer group. */
public final class GenerationTopics {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationTopics.class);
  private static final String CHANGELOG = "-changelog";
  private static final List<String> TOPICS =
      List.of(
          "-" + RollupStore.NAME + CHANGELOG,
          "-" + SeenEventStore.NAME + CHANGELOG,
          "-" + EventTopology.REKEY_TOPIC);

  /** The changelog of a generation's rollups. */
  public static String rollups(Generation generation) {
    return generation.applicationId() + TOPICS.get(0);
  }

  /** Creates the changelog of a generation's rollups as another generation's is. */
  public static void createRollups(Admin admin, Generation generation, Generation like)
      throws ExecutionException, InterruptedException {
    String model = rollups(like);
    TopicDescription described =
        Objects.requireNonNull(
            admin.describeTopics(List.of(model)).allTopicNames().get().get(model));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, model);
    Map<String, String> config = new HashMap<>();
    for (ConfigEntry entry :
        Objects.requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource))
            .entries()) {
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        config.put(entry.name(), entry.value());
      }
    }
    short copies = (short) described.partitions().get(0).replicas().size();
    NewTopic topic = new NewTopic(rollups(generation), described.partitions().size(), copies);
    admin.createTopics(List.of(topic.configs(config))).all().get();
  }

  /** The numbers of the generations of a name that have topics. */
  public static Set<Integer> existing(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    Set<Integer> numbers = new TreeSet<>();
    for (String topic : admin.listTopics().names().get()) {
      for (String suffix : TOPICS) {
        if (topic.endsWith(suffix)) {
          String id = topic.substring(0, topic.length() - suffix.length());
          OptionalInt number = Generation.numberOf(name, id);
          number.ifPresent(numbers::add);
        }
      }
    }
    return numbers;
  }

  /** Whether any process counts a generation. */
  public static boolean isCounted(Admin admin, Generation generation)
      throws ExecutionException, InterruptedException {
    try {
      String group = generation.applicationId();
      ConsumerGroupDescription found =
          Objects.requireNonNull(
                  admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
              .get();
      return found.groupState() != GroupState.DEAD && !found.members().isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  /** Deletes a generation that nobody counts; false: somebody does. */
  public static boolean delete(Admin admin, Generation generation)
      throws ExecutionException, InterruptedException {
    if (isCounted(admin, generation)) {
      return false;
    }
    try {
      admin.deleteConsumerGroups(List.of(generation.applicationId())).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupNotEmptyException) {
        return false;
      }
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw e;
      }
    }
    Set<String> existing = admin.listTopics().names().get();
    List<String> topics = new ArrayList<>();
    TOPICS.forEach(suffix -> topics.add(generation.applicationId() + suffix));
    topics.retainAll(existing);
    for (var deleted : admin.deleteTopics(topics).topicNameValues().entrySet()) {
      try {
        deleted.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return true;
  }

  /**
   * Deletes what is left of the generations before the one that serves, where nobody counts them.
   * What fails is tried again at the next start.
   *
   * @param kafka client settings
   */
  public static void deleteOlder(Map<String, Object> kafka, Generation serving)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      for (int number : existing(admin, serving.name())) {
        Generation older = serving.withNumber(number);
        if (number < serving.number() && delete(admin, older)) {
          LOG.info("the statistics' generation {} was deleted", older);
        }
      }
    } catch (ExecutionException e) {
      LOG.warn("older generations of the statistics could not be deleted: {}", e.getMessage());
    }
  }

  private GenerationTopics() {}
}
