package io.tidemark.e2e.fault.cluster;

import io.tidemark.e2e.Await;
import io.tidemark.schemas.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether the cluster is whole: every process, every copy of the log, every copy of the state. */
public final class Health implements AutoCloseable {
  private static final Duration MOST = Duration.ofMinutes(2);
  private static final int COPIES_OF_STATE = 2;

  private final Cluster cluster;
  private final OwnState ownState = new OwnState();
  private final Admin admin;
  private volatile String missing = "not looked yet";

  /** Looks at a cluster through a client of its own. */
  public Health(Cluster cluster) {
    this.cluster = cluster;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrap(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                3000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
  }

  /**
   * Waits until what was acknowledged before is counted: it is in one copy of the state at least.
   *
   * @param acknowledged the events of a site acknowledged so far
   */
  public void awaitCounted(ToLongFunction<String> acknowledged) throws InterruptedException {
    Map<String, Long> expected = now(acknowledged);
    Await.until(MOST, () -> isCopied(expected, 1), this::missing);
  }

  /**
   * Waits until nothing would be lost by one more fault: every broker has every replica in sync,
   * every query server is ready, and an active and a standby of each partition have counted what
   * was acknowledged before. A gateway keeps nothing and may still be starting.
   *
   * @param acknowledged the events of a site acknowledged so far
   */
  public void awaitRedundant(ToLongFunction<String> acknowledged) throws InterruptedException {
    Map<String, Long> expected = now(acknowledged);
    awaitInSync();
    for (Node server : cluster.queryServers()) {
      server.awaitReady();
    }
    Await.until(MOST, () -> isCopied(expected, COPIES_OF_STATE), this::missing);
  }

  /** Waits until every process takes requests. */
  public void awaitReady() throws InterruptedException {
    for (Node node : cluster.nodes()) {
      node.awaitReady();
    }
  }

  private static Map<String, Long> now(ToLongFunction<String> acknowledged) {
    Map<String, Long> now = new LinkedHashMap<>();
    Sites.ALL.forEach(site -> now.put(site, acknowledged.applyAsLong(site)));
    return now;
  }

  /** Waits until every broker is there and has every replica in sync. */
  public void awaitInSync() throws InterruptedException {
    Await.until(MOST, this::isInSync, this::missing);
  }

  /** The broker that leads the controllers. */
  public BrokerNode controller() throws InterruptedException {
    return broker(() -> admin.describeMetadataQuorum().quorumInfo().get().leaderId());
  }

  /** The broker that leads a partition of the topic events. */
  public BrokerNode leader(int partition) throws InterruptedException {
    return broker(
        () ->
            admin
                .describeTopics(List.of(Topics.EVENTS))
                .allTopicNames()
                .get()
                .get(Topics.EVENTS)
                .partitions()
                .get(partition)
                .leader()
                .id());
  }

  /** A question to Kafka, whose answer is a broker's id. */
  @FunctionalInterface
  private interface IdQuestion {
    int ask() throws InterruptedException, ExecutionException;
  }

  private BrokerNode broker(IdQuestion question) throws InterruptedException {
    int[] id = new int[1];
    Await.until(
        MOST,
        () -> {
          id[0] = question.ask();
          return id[0] >= 1;
        },
        () -> "no broker leads");
    return cluster.brokers().get(id[0] - 1);
  }

  private boolean isInSync() throws InterruptedException, ExecutionException {
    int brokers = cluster.brokers().size();
    int present = admin.describeCluster().nodes().get().size();
    if (present < brokers) {
      return isMissing(present + " of " + brokers + " brokers are there");
    }
    Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    Collection<TopicDescription> found =
        admin.describeTopics(topics).allTopicNames().get().values();
    for (TopicDescription topic : found) {
      for (var partition : topic.partitions()) {
        if (partition.isr().size() < brokers) {
          return isMissing(
              topic.name() + "-" + partition.partition() + " is in sync on " + partition.isr());
        }
      }
    }
    return true;
  }

  private boolean isCopied(Map<String, Long> expected, int least) throws InterruptedException {
    for (Map.Entry<String, Long> site : expected.entrySet()) {
      int copies = 0;
      StringBuilder seen = new StringBuilder();
      for (RoleNode server : cluster.queryServers()) {
        long events = ownState.events(server, site.getKey());
        seen.append(' ').append(server.name()).append('=').append(events);
        copies += events >= site.getValue() ? 1 : 0;
      }
      if (copies < least) {
        return isMissing(
            "%d copies have %d events of %s; expected %d:%s; %s"
                .formatted(
                    copies, site.getValue(), site.getKey(), least, seen, ownState.lastFailure()));
      }
    }
    return true;
  }

  private boolean isMissing(String what) {
    missing = what;
    return false;
  }

  private String missing() {
    return missing;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
