package io.tidemark.e2e.fault.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes, started together; closing ends them all. */
public final class Cluster implements AutoCloseable {
  /** What query servers show each other. */
  static final String SECRET = "one-secret-for-the-fault-tests";

  private static final int BROKERS = 3;
  private static final int GATEWAYS = 2;
  private static final int QUERY_SERVERS = 3;

  private final List<BrokerNode> brokers = new ArrayList<>();
  private final List<RoleNode> gateways = new ArrayList<>();
  private final List<RoleNode> queryServers = new ArrayList<>();
  private final Set<Node> struck = ConcurrentHashMap.newKeySet();
  private final Quorum quorum = Quorum.of(BROKERS);
  private final SmallDisk smallDisk;
  private final Thread atExit = new Thread(this::endAll, "end-of-the-cluster");
  private volatile boolean queryServerDown;

  private Cluster(Path folder) throws IOException, InterruptedException {
    Path small = Files.createDirectories(folder.resolve("broker-" + BROKERS));
    this.smallDisk = SmallDisk.mount(small);
    for (int id = 1; id <= BROKERS; id++) {
      brokers.add(BrokerNode.format(id, quorum, folder.resolve("broker-" + id)));
    }
    Map<String, String> environment = environment();
    for (int number = 1; number <= GATEWAYS; number++) {
      gateways.add(RoleNode.gateway(number, folder, environment));
    }
    for (int number = 1; number <= QUERY_SERVERS; number++) {
      queryServers.add(RoleNode.queryServer(number, folder, environment));
    }
  }

  /**
   * Starts all processes at once, brokers or not, and waits until they are ready.
   *
   * @param says is told of each
   */
  public static Cluster start(Path folder, Consumer<String> says)
      throws IOException, InterruptedException {
    Cluster cluster = new Cluster(folder);
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      for (Node node : cluster.nodes()) {
        node.launch();
      }
      for (Node node : cluster.nodes()) {
        node.awaitReady();
        says.accept(node.name() + " is ready");
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private Map<String, String> environment() {
    return Map.of(
        "TIDEMARK_KAFKA_BOOTSTRAP", quorum.bootstrap(),
        "TIDEMARK_PARTITIONS", Integer.toString(Sites.PARTITIONS),
        "TIDEMARK_REPLICATION", "3",
        "TIDEMARK_MIN_INSYNC", "2",
        "TIDEMARK_STREAM_THREADS", "1",
        "TIDEMARK_TRANSACTION_TIMEOUT", "5s",
        "TIDEMARK_ROCKSDB_BYTES", "32MiB",
        "TIDEMARK_CLUSTER_SECRET", SECRET);
  }

  /** Where Kafka clients begin. */
  public String bootstrap() {
    return quorum.bootstrap();
  }

  /** The brokers by id, less one. */
  public List<BrokerNode> brokers() {
    return List.copyOf(brokers);
  }

  /** The gateways. */
  public List<RoleNode> gateways() {
    return List.copyOf(gateways);
  }

  /** The query servers. */
  public List<RoleNode> queryServers() {
    return List.copyOf(queryServers);
  }

  /** The last broker's disk. */
  public SmallDisk smallDisk() {
    return smallDisk;
  }

  /** All processes, in the order of their start. */
  public List<Node> nodes() {
    return Stream.of(brokers, gateways, queryServers).<Node>flatMap(List::stream).toList();
  }

  /** A fault begins: from now on this process is no survivor. */
  public void strike(Node node) {
    queryServerDown |= queryServers.contains(node);
    struck.add(node);
  }

  /** A process is whole again. */
  public void healed(Node node) {
    struck.remove(node);
    queryServerDown = queryServers.stream().anyMatch(struck::contains);
  }

  /** Those that are ready are whole again; of what is left, the next look tells. */
  public void healReady() throws InterruptedException {
    for (Node node : List.copyOf(struck)) {
      if (node.isReady()) {
        healed(node);
      }
    }
  }

  /** Whether a process is the target of a fault that is not over yet. */
  public boolean isStruck(Node node) {
    return struck.contains(node);
  }

  /** Whether a query server is the target of a fault that is not over yet. */
  public boolean isQueryServerDown() {
    return queryServerDown;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // this JVM ends, and the hook ends the processes
    }
    endAll();
  }

  private void endAll() {
    try {
      for (Node node : nodes()) {
        if (!node.isDead()) {
          node.kill();
        }
      }
      smallDisk.unmount();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("The small disk is still mounted: " + e.getMessage());
    }
  }
}
