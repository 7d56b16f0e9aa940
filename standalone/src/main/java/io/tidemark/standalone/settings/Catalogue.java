package io.tidemark.standalone.settings;

import static io.tidemark.standalone.settings.Group.EVENTS;
import static io.tidemark.standalone.settings.Group.KAFKA;
import static io.tidemark.standalone.settings.Group.MEMORY;
import static io.tidemark.standalone.settings.Group.NETWORK;
import static io.tidemark.standalone.settings.Group.PROCESS;
import static io.tidemark.standalone.settings.Group.STATISTICS;
import static io.tidemark.standalone.settings.Role.GATEWAY;
import static io.tidemark.standalone.settings.Role.QUERY;
import static io.tidemark.standalone.settings.Role.TOOL;
import static io.tidemark.standalone.settings.Role.UP;
import static io.tidemark.standalone.settings.Setting.of;
import static io.tidemark.standalone.settings.ValueTypes.address;
import static io.tidemark.standalone.settings.ValueTypes.addressBlocks;
import static io.tidemark.standalone.settings.ValueTypes.bind;
import static io.tidemark.standalone.settings.ValueTypes.bootstrap;
import static io.tidemark.standalone.settings.ValueTypes.choice;
import static io.tidemark.standalone.settings.ValueTypes.dimensions;
import static io.tidemark.standalone.settings.ValueTypes.duration;
import static io.tidemark.standalone.settings.ValueTypes.folder;
import static io.tidemark.standalone.settings.ValueTypes.hostPort;
import static io.tidemark.standalone.settings.ValueTypes.integer;
import static io.tidemark.standalone.settings.ValueTypes.integerOrAuto;
import static io.tidemark.standalone.settings.ValueTypes.integerOrCores;
import static io.tidemark.standalone.settings.ValueTypes.matching;
import static io.tidemark.standalone.settings.ValueTypes.names;
import static io.tidemark.standalone.settings.ValueTypes.origin;
import static io.tidemark.standalone.settings.ValueTypes.origins;
import static io.tidemark.standalone.settings.ValueTypes.port;
import static io.tidemark.standalone.settings.ValueTypes.readableFile;
import static io.tidemark.standalone.settings.ValueTypes.size;
import static io.tidemark.standalone.settings.ValueTypes.text;

import io.tidemark.ingest.tracker.TrackerAddresses;
import io.tidemark.ingest.visitor.AddressBlock;
import io.tidemark.schemas.event.Dimension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** All settings, in the order they are shown. */
public final class Catalogue {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  public static final Setting<String> INGEST_BIND =
      of("INGEST_BIND", NETWORK, bind(), "address the gateway listens on; 0.0.0.0: all interfaces")
          .defaultsTo("0.0.0.0")
          .usedBy(UP, GATEWAY);
  public static final Setting<Integer> INGEST_PORT =
      of("INGEST_PORT", NETWORK, port(), "port of the gateway; 0: any free one")
          .defaultsTo("3001")
          .usedBy(UP, GATEWAY, TOOL);
  public static final Setting<String> QUERY_BIND =
      of(
              "QUERY_BIND",
              NETWORK,
              bind(),
              "address the query server listens on; 0.0.0.0: all interfaces")
          .defaultsTo("127.0.0.1")
          .usedBy(UP, QUERY);
  public static final Setting<Integer> QUERY_PORT =
      of("QUERY_PORT", NETWORK, port(), "port of the query server; 0: any free one")
          .defaultsTo("3002")
          .usedBy(UP, QUERY, TOOL);
  public static final Setting<HostPort> QUERY_ADVERTISED =
      of(
              "QUERY_ADVERTISED",
              NETWORK,
              hostPort(),
              "where other query servers reach this one; unset: the bind address, or this host's"
                  + " name when that is all interfaces")
          .usedBy(QUERY);
  public static final Setting<List<String>> QUERY_CORS_ORIGINS =
      of(
              "QUERY_CORS_ORIGINS",
              NETWORK,
              origins(),
              "web origins whose pages may read statistics; unset: none")
          .usedBy(UP, QUERY);
  public static final Setting<String> GATEWAY_URL =
      of(
              "GATEWAY_URL",
              NETWORK,
              origin(),
              "where browsers reach the gateway, for the snippet that the dashboard shows; unset:"
                  + " the host and port that follow from the dashboard's own address")
          .usedBy(UP, QUERY);
  public static final Setting<Duration> PEER_TIMEOUT =
      of(
              "PEER_TIMEOUT",
              NETWORK,
              duration("50ms", "30s"),
              "longest wait for another query server's answer")
          .defaultsTo("1s")
          .usedBy(QUERY);
  public static final Setting<String> CLUSTER_SECRET =
      of(
              "CLUSTER_SECRET",
              NETWORK,
              text("text", 16, 256),
              "what query servers prove to each other to know, the same on all; unset: only those"
                  + " on this machine are asked and answered; environment only")
          .usedBy(QUERY)
          .hidden();
  public static final Setting<String> KAFKA_BIND =
      of(
              "KAFKA_BIND",
              NETWORK,
              bind(),
              "address the embedded broker listens on; 0.0.0.0: all interfaces")
          .defaultsTo("127.0.0.1")
          .usedBy(UP);
  public static final Setting<Integer> KAFKA_PORT =
      of("KAFKA_PORT", NETWORK, port(), "port of the embedded broker; 0: any free one")
          .defaultsTo("9092")
          .usedBy(UP, TOOL);
  public static final Setting<HostPort> KAFKA_ADVERTISED =
      of(
              "KAFKA_ADVERTISED",
              NETWORK,
              hostPort(),
              "where Kafka clients reach the embedded broker; unset: the bind address, or this"
                  + " host's name when that is all interfaces")
          .usedBy(UP);

  public static final Setting<String> FSYNC =
      of(
              "FSYNC",
              KAFKA,
              choice("os", "always"),
              "when the embedded broker's records are on the disk; os: seconds later, so that a"
                  + " loss of power may lose what was acknowledged; always: before that")
          .defaultsTo("os")
          .usedBy(UP);
  public static final Setting<String> KAFKA_BOOTSTRAP =
      of("KAFKA_BOOTSTRAP", KAFKA, bootstrap(), "the Kafka cluster; up brings its own")
          .usedBy(GATEWAY, QUERY, TOOL);
  public static final Setting<Path> KAFKA_CONFIG =
      of(
              "KAFKA_CONFIG",
              KAFKA,
              readableFile(),
              "properties file handed to every Kafka client (security, for example)")
          .usedBy(GATEWAY, QUERY, TOOL);
  public static final Setting<String> APPLICATION_ID =
      of(
              "APPLICATION_ID",
              KAFKA,
              matching(
                  "name",
                  Pattern.compile("[A-Za-z0-9._-]{1,100}"),
                  "1 to 100 letters, digits, dots, underscores or hyphens"),
              "consumer group of the statistics and prefix of their internal topics")
          .defaultsTo("tidemark")
          .usedBy(Role.values());
  public static final Setting<Integer> PARTITIONS =
      of(
              "PARTITIONS",
              KAFKA,
              integer("partitions", 1, 1_000),
              "partitions of the topic events; fixed when it is created")
          .defaultsTo("4", UP)
          .defaultsTo("12", GATEWAY, QUERY, TOOL)
          .usedBy(UP, GATEWAY, QUERY);
  public static final Setting<Integer> REPLICATION =
      of(
              "REPLICATION",
              KAFKA,
              integer("copies", 1, 9),
              "copies of each topic; up has one broker, hence one copy")
          .defaultsTo("1")
          .usedBy(GATEWAY, QUERY);
  public static final Setting<Integer> MIN_INSYNC =
      of(
              "MIN_INSYNC",
              KAFKA,
              integer("copies", 1, 9),
              "copies that must have an event before it is acknowledged; unset: one less than"
                  + " TIDEMARK_REPLICATION, at least 1")
          .usedBy(GATEWAY, QUERY);
  public static final Setting<Duration> RAW_RETENTION =
      of(
              "RAW_RETENTION",
              KAFKA,
              duration("1h", "36500d"),
              "how long the topic events keeps events; statistics can be rebuilt that far back")
          .defaultsTo("90d")
          .usedBy(UP, GATEWAY, QUERY);
  public static final Setting<Duration> DLQ_RETENTION =
      of("DLQ_RETENTION", KAFKA, duration("1h", "36500d"), "how long refused records are kept")
          .defaultsTo("30d")
          .usedBy(UP, GATEWAY, QUERY);

  public static final Setting<String> DEFAULT_SITE =
      of(
              "DEFAULT_SITE",
              EVENTS,
              text("name", 1, 255),
              "site of events and questions that name none; empty: they are refused")
          .defaultsTo("default", UP)
          .usedBy(Role.values());
  public static final Setting<List<String>> SITES =
      of("SITES", EVENTS, names(255), "the only sites taken; unset: any, up to TIDEMARK_MAX_SITES")
          .usedBy(UP, GATEWAY);
  public static final Setting<Integer> MAX_SITES =
      of("MAX_SITES", EVENTS, integer("sites", 1, 10_000_000), "most sites taken")
          .defaultsTo("100000")
          .usedBy(UP, GATEWAY, QUERY);
  public static final Setting<Long> MAX_BODY_BYTES =
      of("MAX_BODY_BYTES", EVENTS, size(1, 10 * MIB), "largest body of one event")
          .defaultsTo("1MiB")
          .usedBy(UP, GATEWAY);
  public static final Setting<Long> MAX_BATCH_BODY_BYTES =
      of("MAX_BATCH_BODY_BYTES", EVENTS, size(1, 64 * MIB), "largest body of a batch")
          .defaultsTo("8MiB")
          .usedBy(UP, GATEWAY);
  public static final Setting<Duration> ACK_TIMEOUT =
      of(
              "ACK_TIMEOUT",
              EVENTS,
              duration("100ms", "2m"),
              "longest wait for Kafka's acknowledgement before a request is answered 503")
          .defaultsTo("10s")
          .usedBy(UP, GATEWAY);
  public static final Setting<List<AddressBlock>> TRUSTED_PROXIES =
      of(
              "TRUSTED_PROXIES",
              EVENTS,
              addressBlocks(),
              "proxies before the gateway whose X-Forwarded-For tells who visits; unset: none")
          .usedBy(UP, GATEWAY);
  public static final Setting<Path> GEOIP_DB =
      of(
              "GEOIP_DB",
              EVENTS,
              readableFile(),
              "file in MaxMind's format that tells the countries of visitors; unset: not told")
          .usedBy(UP, GATEWAY);
  public static final Setting<String> TRACKER_PATH =
      of(
              "TRACKER_PATH",
              EVENTS,
              address(),
              "where pages find the tracker; a name of your own gets past lists of known ones")
          .defaultsTo(TrackerAddresses.DEFAULT.script())
          .usedBy(UP, GATEWAY);
  public static final Setting<String> TRACKER_ENDPOINT =
      of(
              "TRACKER_ENDPOINT",
              EVENTS,
              address(),
              "where the tracker sends its events; /event takes them in any case")
          .defaultsTo(TrackerAddresses.DEFAULT.endpoint())
          .usedBy(UP, GATEWAY);
  public static final Setting<Duration> DEDUP_WINDOW =
      of(
              "DEDUP_WINDOW",
              EVENTS,
              duration("1m", "30d"),
              "how long an event_id counts once, by arrival")
          .defaultsTo("24h")
          .usedBy(UP, QUERY);

  public static final Setting<Set<Dimension>> DIMENSIONS =
      of(
              "DIMENSIONS",
              STATISTICS,
              dimensions(),
              "what days are broken down by; path always is; standard: all but user_id, whose rows"
                  + " name persons")
          .defaultsTo("standard")
          .usedBy(UP, QUERY);
  public static final Setting<Duration> MINUTE_RETENTION =
      of("MINUTE_RETENTION", STATISTICS, duration("1h", "36500d"), "how long minute rows are kept")
          .defaultsTo("2d")
          .usedBy(UP, QUERY);
  public static final Setting<Duration> HOUR_RETENTION =
      of("HOUR_RETENTION", STATISTICS, duration("1d", "36500d"), "how long hour rows are kept")
          .defaultsTo("90d")
          .usedBy(UP, QUERY);
  public static final Setting<Integer> CAP_MINUTE = cap("MINUTE", "minute", "2000");
  public static final Setting<Integer> CAP_DAY = cap("DAY", "day", "2000000");
  public static final Setting<Integer> CAP_ALL = cap("ALL", "all time", "2000000");

  public static final Setting<Integer> STREAM_THREADS =
      of(
              "STREAM_THREADS",
              MEMORY,
              integerOrCores("threads", 1, 256),
              "threads that count events; cores: one per processor")
          .defaultsTo("cores")
          .usedBy(UP, QUERY);
  public static final Setting<Integer> STANDBY_REPLICAS =
      of(
              "STANDBY_REPLICAS",
              MEMORY,
              integer("copies", 0, 5),
              "copies of each partition's statistics on other query servers")
          .defaultsTo("0", UP)
          .defaultsTo("1", GATEWAY, QUERY, TOOL)
          .usedBy(QUERY);
  public static final Setting<Duration> COMMIT_INTERVAL =
      of(
              "COMMIT_INTERVAL",
              MEMORY,
              duration("50ms", "10s"),
              "how often counted events are committed; seldomer while catching up")
          .defaultsTo("500ms")
          .usedBy(UP, QUERY);
  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      of(
              "TRANSACTION_TIMEOUT",
              MEMORY,
              duration("2s", "15m"),
              "longest a commit may take; at least twice TIDEMARK_COMMIT_INTERVAL")
          .defaultsTo("10s")
          .usedBy(UP, QUERY);
  public static final Setting<Integer> DIRTY_ROWS =
      of(
              "DIRTY_ROWS",
              MEMORY,
              integer("rows", 100, 10_000_000),
              "changed rows per partition that bring a commit forward; fewer where writing is slow")
          .defaultsTo("100000")
          .usedBy(UP, QUERY);
  public static final Setting<Long> DIRTY_BYTES =
      of(
              "DIRTY_BYTES",
              MEMORY,
              size(MIB, 4 * GIB),
              "changed bytes per partition that bring a commit forward")
          .defaultsTo("64MiB")
          .usedBy(UP, QUERY);
  public static final Setting<OptionalInt> CACHED_ROWS =
      of(
              "CACHED_ROWS",
              MEMORY,
              integerOrAuto("rows", 0, 10_000_000),
              "rows per partition kept in memory; auto: what a quarter of the heap holds")
          .defaultsTo("auto")
          .usedBy(UP, QUERY);
  public static final Setting<Long> ROCKSDB_BYTES =
      of(
              "ROCKSDB_BYTES",
              MEMORY,
              size(8 * MIB, 1024 * GIB),
              "memory of RocksDB, all stores together")
          .defaultsTo("96MiB")
          .usedBy(UP, QUERY);
  public static final Setting<Long> BUFFER_BYTES =
      of(
              "BUFFER_BYTES",
              MEMORY,
              size(MIB, 4 * GIB),
              "events sent and not yet acknowledged; beyond it requests are answered 503")
          .defaultsTo("32MiB")
          .usedBy(UP, GATEWAY);
  public static final Setting<Integer> LINGER_MS =
      of(
              "LINGER_MS",
              MEMORY,
              integer("ms", 0, 1_000),
              "how long the gateway waits to fill a batch for Kafka")
          .defaultsTo("2")
          .usedBy(UP, GATEWAY);

  public static final Setting<Path> DATA_DIR =
      of("DATA_DIR", PROCESS, folder(), "folder of everything that is kept on this machine")
          .defaultsTo("./data")
          .usedBy(UP, QUERY, TOOL);
  public static final Setting<Duration> DRAIN_TIMEOUT =
      of(
              "DRAIN_TIMEOUT",
              PROCESS,
              duration("100ms", "5m"),
              "longest wait for requests in flight when stopping")
          .defaultsTo("5s")
          .usedBy(UP, GATEWAY, QUERY);
  public static final Setting<String> LOG_LEVEL =
      of(
              "LOG_LEVEL",
              PROCESS,
              choice("error", "warn", "info", "debug"),
              "how much is logged on stderr; debug: with stack traces")
          .defaultsTo("info")
          .usedBy(Role.values());
  public static final Setting<String> LOG_FORMAT =
      of(
              "LOG_FORMAT",
              PROCESS,
              choice("text", "json"),
              "form of log lines; json: one object a line, and nothing else is written")
          .defaultsTo("text")
          .usedBy(UP, GATEWAY, QUERY);
  public static final Setting<Path> JAVA_HOME =
      of(
          "JAVA_HOME",
          PROCESS,
          folder(),
          "the JDK to run on, for the start script; unset: the newest found; environment only");
  public static final Setting<String> JAVA_OPTS =
      of(
          "JAVA_OPTS",
          PROCESS,
          text("options", 1, 10_000),
          "more options for java, for the start script, like -Xmx2g; environment only");

  private static final List<Setting<?>> ALL =
      List.of(
          INGEST_BIND,
          INGEST_PORT,
          QUERY_BIND,
          QUERY_PORT,
          QUERY_ADVERTISED,
          QUERY_CORS_ORIGINS,
          GATEWAY_URL,
          PEER_TIMEOUT,
          CLUSTER_SECRET,
          KAFKA_BIND,
          KAFKA_PORT,
          KAFKA_ADVERTISED,
          FSYNC,
          KAFKA_BOOTSTRAP,
          KAFKA_CONFIG,
          APPLICATION_ID,
          PARTITIONS,
          REPLICATION,
          MIN_INSYNC,
          RAW_RETENTION,
          DLQ_RETENTION,
          DEFAULT_SITE,
          SITES,
          MAX_SITES,
          MAX_BODY_BYTES,
          MAX_BATCH_BODY_BYTES,
          ACK_TIMEOUT,
          TRUSTED_PROXIES,
          GEOIP_DB,
          TRACKER_PATH,
          TRACKER_ENDPOINT,
          DEDUP_WINDOW,
          DIMENSIONS,
          MINUTE_RETENTION,
          HOUR_RETENTION,
          CAP_MINUTE,
          CAP_DAY,
          CAP_ALL,
          STREAM_THREADS,
          STANDBY_REPLICAS,
          COMMIT_INTERVAL,
          TRANSACTION_TIMEOUT,
          DIRTY_ROWS,
          DIRTY_BYTES,
          CACHED_ROWS,
          ROCKSDB_BYTES,
          BUFFER_BYTES,
          LINGER_MS,
          DATA_DIR,
          DRAIN_TIMEOUT,
          LOG_LEVEL,
          LOG_FORMAT,
          JAVA_HOME,
          JAVA_OPTS);

  /** Every setting, in the order they are shown. */
  public static List<Setting<?>> all() {
    return ALL;
  }

  private static Setting<Integer> cap(String name, String bucket, String fallback) {
    return of(
            "CAP_" + name,
            STATISTICS,
            integer("paths", 100, 100_000_000),
            "most paths of a site kept apart (" + bucket + "); the rest go to other_views")
        .defaultsTo(fallback)
        .usedBy(UP, QUERY);
  }

  private Catalogue() {}
}
