package io.tidemark.standalone.topics;

import io.tidemark.schemas.topic.Topics;
import io.tidemark.standalone.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the topics exist and are as the rest relies on. What may change (retention,
 * copies in sync) follows the settings; what may not is refused.
 */
public final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
  private static final String MIN_INSYNC = "min.insync.replicas";

  /** Settings that are brought up to date at each start. */
  private static final List<String> FOLLOWED = List.of("retention.ms", "segment.ms");

  private static final String TIMESTAMPS = "message.timestamp.type";
  private static final String MAX_BYTES = "max.message.bytes";
  private static final String CLEANUP = "cleanup.policy";
  private static final Duration BROKERS_MOST = Duration.ofMinutes(2);

  private final Admin admin;
  private final Installation installation;
  private final TopicPlan plan;

  private TopicSetup(Admin admin, Installation installation, TopicPlan plan) {
    this.admin = admin;
    this.installation = installation;
    this.plan = plan;
  }

  /**
   * Creates what is missing and checks what exists. Several processes may do so at once, and before
   * all brokers are there: those are waited for two minutes.
   *
   * @param kafka client settings
   * @return the number of partitions of the topic {@code events}
   * @throws StartException if a topic is not as it must be, or the cluster refuses
   */
  public static int ensure(Map<String, Object> kafka, TopicPlan plan)
      throws StartException, InterruptedException {
    return ensure(kafka, plan, BROKERS_MOST, LOG::info);
  }

  /**
   * The same.
   *
   * @param brokersMost how long brokers are waited for that copies need
   * @param says is told every few seconds that they are
   */
  static int ensure(
      Map<String, Object> kafka, TopicPlan plan, Duration brokersMost, Consumer<String> says)
      throws StartException, InterruptedException {
    try (Admin admin = Admin.create(kafka)) {
      return new TopicSetup(admin, new Installation(kafka), plan)
          .patiently(new SetupPatience(admin, plan.replication(), brokersMost, says));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(
          "Kafka refused to set up Tidemark's topics: "
              + (isBlank(cause.getMessage())
                  ? cause.getClass().getSimpleName()
                  : cause.getMessage())
              + "; check the cluster's health and this client's rights",
          cause);
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** All steps can be taken again. */
  private int patiently(SetupPatience patience)
      throws StartException, ExecutionException, InterruptedException {
    while (true) {
      try {
        return run();
      } catch (ExecutionException e) {
        patience.waitOut(e);
      }
    }
  }

  private int run() throws StartException, ExecutionException, InterruptedException {
    Set<String> existing = new HashSet<>(admin.listTopics().names().get());
    // First: the others follow its partitions, however many it turns out to have.
    create(List.of(Topics.events(plan.partitions(), plan.rawRetention())), existing);
    int partitions = partitionsOf(TopicWait.until(admin, Set.of(Topics.EVENTS)), Topics.EVENTS);
    Map<String, Topics.Spec> specs = specs(partitions);
    existing.add(Topics.EVENTS);
    create(specs.values(), existing);
    Map<String, TopicDescription> found = TopicWait.until(admin, specs.keySet());
    checkConfigs(specs);
    checkPartitions(partitions);
    checkSamePartitions(found, Topics.REFUSALS, partitions);
    return partitions;
  }

  /** All topics; those that go by site have as many partitions as the events. */
  private Map<String, Topics.Spec> specs(int partitions) {
    Map<String, Topics.Spec> specs = new LinkedHashMap<>();
    for (Topics.Spec spec :
        List.of(
            Topics.events(partitions, plan.rawRetention()),
            Topics.dlq(plan.dlqRetention()),
            Topics.refusals(partitions, plan.rawRetention()),
            Topics.salts(),
            Topics.hotSites(),
            Topics.meta())) {
      specs.put(spec.name(), spec);
    }
    return specs;
  }

  private static void checkSamePartitions(
      Map<String, TopicDescription> found, String topic, int partitions) throws StartException {
    int actual = partitionsOf(found, topic);
    if (actual != partitions) {
      throw new StartException(
          "topic "
              + topic
              + " has "
              + actual
              + " partitions; expected "
              + partitions
              + ", as many as topic events: delete it, and it is made anew");
    }
  }

  /** Creates the topics that do not exist. */
  private void create(Collection<Topics.Spec> specs, Set<String> existing)
      throws ExecutionException, InterruptedException {
    List<NewTopic> missing = new ArrayList<>();
    for (Topics.Spec spec : specs) {
      if (!existing.contains(spec.name())) {
        Map<String, String> config = new LinkedHashMap<>(spec.config());
        config.put(MIN_INSYNC, Integer.toString(plan.minInsync()));
        missing.add(
            new NewTopic(spec.name(), spec.partitions(), (short) plan.replication())
                .configs(config));
      }
    }
    for (var result : admin.createTopics(missing).values().entrySet()) {
      try {
        result.getValue().get();
        LOG.info("topic {} created", result.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static int partitionsOf(Map<String, TopicDescription> found, String topic) {
    TopicDescription description = found.get(topic);
    if (description == null) {
      throw new IllegalStateException("no description of " + topic);
    }
    return description.partitions().size();
  }

  private void checkConfigs(Map<String, Topics.Spec> specs)
      throws StartException, ExecutionException, InterruptedException {
    List<ConfigResource> resources =
        specs.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
    for (var found : admin.describeConfigs(resources).all().get().entrySet()) {
      Topics.Spec spec = specs.get(found.getKey().name());
      if (spec != null) {
        refuseWrong(spec, found.getValue());
        Collection<AlterConfigOp> operations = follow(spec, found.getValue());
        if (!operations.isEmpty()) {
          changes.put(found.getKey(), operations);
        }
      }
    }
    if (!changes.isEmpty()) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private static void refuseWrong(Topics.Spec spec, Config found) throws StartException {
    for (String key : List.of(CLEANUP, TIMESTAMPS)) {
      String expected = spec.config().get(key);
      String actual = value(found, key);
      if (expected != null && !expected.equals(actual)) {
        throw wrong(spec, key, actual, expected, expected);
      }
    }
    String least = spec.config().get(MAX_BYTES);
    String actual = value(found, MAX_BYTES);
    if (least != null && Long.parseLong(actual) < Long.parseLong(least)) {
      throw wrong(spec, MAX_BYTES, actual, "at least " + least, least);
    }
  }

  private static StartException wrong(
      Topics.Spec spec, String key, String actual, String expected, String remedy) {
    return new StartException(
        "topic "
            + spec.name()
            + " has "
            + key
            + "="
            + actual
            + "; expected "
            + expected
            + ": set it with kafka-configs.sh --alter --topic "
            + spec.name()
            + " --add-config "
            + key
            + "="
            + remedy);
  }

  private Collection<AlterConfigOp> follow(Topics.Spec spec, Config found) {
    Map<String, String> wanted = new LinkedHashMap<>();
    // Raised only: a cluster that grew requires more than these settings say.
    if (Integer.parseInt(value(found, MIN_INSYNC)) < plan.minInsync()) {
      wanted.put(MIN_INSYNC, Integer.toString(plan.minInsync()));
    }
    for (String key : FOLLOWED) {
      String value = spec.config().get(key);
      if (value != null) {
        wanted.put(key, value);
      }
    }
    List<AlterConfigOp> operations = new ArrayList<>();
    wanted.forEach(
        (key, value) -> {
          String before = value(found, key);
          if (!before.equals(value)) {
            LOG.info("topic {}: {} changes from {} to {}", spec.name(), key, before, value);
            operations.add(
                new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
          }
        });
    return operations;
  }

  private static String value(Config config, String key) {
    ConfigEntry entry = config.get(key);
    return entry == null ? "" : entry.value();
  }

  private void checkPartitions(int actual)
      throws StartException, ExecutionException, InterruptedException {
    int recorded = installation.recordedPartitions().orElse(0);
    if (recorded == 0) {
      refuseOtherChoice(actual);
      installation.recordPartitions(actual);
    } else if (recorded != actual) {
      throw new StartException(
          "topic events has "
              + actual
              + " partitions, and this installation was made with "
              + recorded
              + "; the number is fixed when the topic is created, for it decides where each site's"
              + " statistics live: restore the topic, or start afresh with an empty cluster");
    } else {
      refuseOtherChoice(actual);
    }
  }

  private void refuseOtherChoice(int actual) throws StartException {
    if (plan.partitionsChosen() && plan.partitions() != actual) {
      throw new StartException(
          "TIDEMARK_PARTITIONS is "
              + plan.partitions()
              + "; expected "
              + actual
              + ", the number topic events was created with, or no such setting");
    }
  }
}
