package io.tidemark.standalone.settings;

import io.tidemark.ingest.GatewayConfig;
import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.query.QueryConfig;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.topics.TopicPlan;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.view.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The parts' own settings, made of the checked {@link Settings}. */
public final class Configs {
  private static final int SHARE_OF_HEAP = 4;

  /** A row in memory takes about so much, with its share of tables and sketches. */
  private static final int CACHED_ROW_BYTES = 600;

  private static final int LEAST_CACHED_ROWS = 50_000;
  private static final int MOST_CACHED_ROWS = 10_000_000;

  /** The gateway's. */
  public static GatewayConfig gateway(Settings settings) {
    return new GatewayConfig(
        settings.get(Catalogue.INGEST_BIND),
        settings.get(Catalogue.INGEST_PORT),
        settings.find(Catalogue.DEFAULT_SITE).orElse(null),
        Set.copyOf(settings.find(Catalogue.SITES).orElse(List.of())),
        settings.get(Catalogue.MAX_SITES),
        Math.toIntExact(settings.get(Catalogue.MAX_BODY_BYTES)),
        Math.toIntExact(settings.get(Catalogue.MAX_BATCH_BODY_BYTES)),
        settings.get(Catalogue.BUFFER_BYTES),
        settings.get(Catalogue.ACK_TIMEOUT),
        settings.get(Catalogue.LINGER_MS),
        settings.get(Catalogue.DRAIN_TIMEOUT),
        settings.find(Catalogue.TRUSTED_PROXIES).orElse(List.of()),
        settings.find(Catalogue.GEOIP_DB).orElse(null),
        new TrackerAddresses(
            settings.get(Catalogue.TRACKER_PATH), settings.get(Catalogue.TRACKER_ENDPOINT)));
  }

  /**
   * The query server's.
   *
   * @param port the port to listen on, not 0
   */
  public static QueryConfig query(Settings settings, int port) {
    return new QueryConfig(
        settings.get(Catalogue.QUERY_BIND),
        port,
        settings.find(Catalogue.DEFAULT_SITE).orElse(null),
        settings.find(Catalogue.QUERY_CORS_ORIGINS).orElse(List.of()),
        settings.get(Catalogue.PEER_TIMEOUT),
        settings.find(Catalogue.CLUSTER_SECRET).orElse(null),
        settings.get(Catalogue.DRAIN_TIMEOUT),
        settings.find(Catalogue.GATEWAY_URL).orElseGet(() -> besideGateway(settings)));
  }

  /** In one process the gateway is at the same host. */
  private static String besideGateway(Settings settings) {
    boolean isKnown = settings.role() == Role.UP && settings.get(Catalogue.INGEST_PORT) > 0;
    return isKnown ? ":" + settings.get(Catalogue.INGEST_PORT) : "";
  }

  /**
   * The topology's.
   *
   * @param stateDir folder of the state stores
   * @param self where peers reach this instance's query server
   */
  public static TopologyConfig topology(Settings settings, Path stateDir, Endpoint self) {
    boolean alone = settings.role() == Role.UP;
    return new TopologyConfig(
        settings.get(Catalogue.APPLICATION_ID),
        stateDir,
        settings.get(Catalogue.STREAM_THREADS),
        alone ? 0 : settings.get(Catalogue.STANDBY_REPLICAS),
        settings.get(Catalogue.COMMIT_INTERVAL),
        settings.get(Catalogue.TRANSACTION_TIMEOUT),
        replication(settings),
        minInsync(settings),
        self,
        settings.get(Catalogue.DEDUP_WINDOW),
        settings.get(Catalogue.MINUTE_RETENTION),
        settings.get(Catalogue.HOUR_RETENTION),
        new TopologyConfig.Caps(
            settings.get(Catalogue.CAP_MINUTE),
            settings.get(Catalogue.CAP_DAY),
            settings.get(Catalogue.CAP_ALL)),
        settings.get(Catalogue.DIMENSIONS),
        settings.get(Catalogue.MAX_SITES),
        settings.get(Catalogue.DIRTY_ROWS),
        settings.get(Catalogue.DIRTY_BYTES),
        cachedRows(settings),
        settings.get(Catalogue.ROCKSDB_BYTES));
  }

  /** As many rows as a quarter of the largest heap holds, shared by all partitions. */
  private static int cachedRows(Settings settings) {
    long share =
        Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / settings.get(Catalogue.PARTITIONS);
    int fit = (int) Math.min(MOST_CACHED_ROWS, share / CACHED_ROW_BYTES);
    return settings.get(Catalogue.CACHED_ROWS).orElse(Math.max(LEAST_CACHED_ROWS, fit));
  }

  /**
   * The embedded broker's.
   *
   * @param folder where the broker keeps its log
   */
  public static BrokerConfig broker(Settings settings, Path folder) {
    return new BrokerConfig(
        folder,
        settings.get(Catalogue.KAFKA_BIND),
        settings.get(Catalogue.KAFKA_PORT),
        settings.find(Catalogue.KAFKA_ADVERTISED).map(HostPort::toString).orElse(null),
        settings.get(Catalogue.FSYNC).equals("always"));
  }

  /** What the topics must be like. */
  public static TopicPlan topics(Settings settings) {
    return new TopicPlan(
        settings.get(Catalogue.PARTITIONS),
        settings.isChosen(Catalogue.PARTITIONS),
        replication(settings),
        minInsync(settings),
        settings.get(Catalogue.RAW_RETENTION),
        settings.get(Catalogue.DLQ_RETENTION));
  }

  /** Copies of each topic; the broker inside has nobody to copy to. */
  private static int replication(Settings settings) {
    return settings.role() == Role.UP ? 1 : settings.get(Catalogue.REPLICATION);
  }

  /** Copies that must have a record before it is acknowledged. */
  private static int minInsync(Settings settings) {
    return settings.role() == Role.UP
        ? 1
        : settings.find(Catalogue.MIN_INSYNC).orElse(Math.max(1, replication(settings) - 1));
  }

  private Configs() {}
}
