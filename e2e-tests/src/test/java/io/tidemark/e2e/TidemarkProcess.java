package io.tidemark.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged distribution as a process, with ports of its own and a folder of its own. It can be
 * started again after it ended; ports and data stay.
 */
public final class TidemarkProcess implements AutoCloseable {
  /** The longest wait for a process to be ready. */
  public static final Duration READY = Duration.ofMinutes(3);

  private static final Duration STOP = Duration.ofSeconds(40);
  private static final int LOG_TAIL_CHARACTERS = 6000;
  private static final int PORT_ATTEMPTS = 1000;
  private static final int FIRST_PORT = 12_000;
  private static final int FIRST_OUTGOING_PORT = 32_768;

  /** Test JVMs that run beside each other take every so many'th port. */
  private static final int FORKS = 8;

  private static final int FORK =
      Integer.parseInt(System.getProperty("tidemark.fork", "0")) % FORKS;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private final String role;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final int ingestPort = freePort();
  private final int queryPort = freePort();
  private final int kafkaPort = freePort();
  private @Nullable Process process;

  /**
   * A process that is not running yet.
   *
   * @param role up, gateway or query
   * @param folder for its data and its log
   */
  public TidemarkProcess(String role, Path folder) {
    this.role = role;
    this.folder = folder;
    environment.put("TIDEMARK_INGEST_PORT", Integer.toString(ingestPort));
    environment.put("TIDEMARK_QUERY_PORT", Integer.toString(queryPort));
    environment.put("TIDEMARK_DATA_DIR", folder.resolve("data").toString());
    environment.put("TIDEMARK_JAVA_HOME", System.getProperty("java.home"));
    if (role.equals("up")) {
      environment.put("TIDEMARK_KAFKA_PORT", Integer.toString(kafkaPort));
    }
  }

  /** The folder with the start script. */
  public static Path distribution() {
    Path path = Path.of(System.getProperty("tidemark.distribution")).normalize();
    if (!Files.isExecutable(path.resolve("tidemark"))) {
      throw new IllegalStateException(
          path + " has no start script; expected what ./mvnw package leaves");
    }
    return path;
  }

  /** Sets a variable of its environment, from the next start on. */
  public TidemarkProcess with(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** Starts it and waits until it takes and answers everything. */
  public TidemarkProcess start() throws IOException, InterruptedException {
    launch();
    awaitReady();
    return this;
  }

  /** Starts it and waits for nothing. */
  public void launch() throws IOException {
    environment.computeIfAbsent(
        "TIDEMARK_JAVA_OPTS", key -> String.join(" ", SharedClasses.options()));
    process =
        builder(folder, role)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** Waits until it takes and answers everything. */
  public void awaitReady() throws InterruptedException {
    Await.until(READY, () -> isDead() || isReady(), this::logTail);
    if (isDead()) {
      throw new AssertionError("it ended before it was ready: " + logTail());
    }
  }

  /**
   * Whether it takes and answers everything.
   *
   * @throws IOException if it does not even listen
   */
  public boolean isReady() throws IOException, InterruptedException {
    boolean takes = role.equals("query") || Http.get(ingest("/readyz")).status() == 200;
    return takes && (role.equals("gateway") || Http.get(query("/readyz")).status() == 200);
  }

  /** Another command of the same distribution with the same settings, e.g. a tool. */
  ProcessBuilder builder(Path workingFolder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(distribution().resolve("tidemark").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("TIDEMARK_"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** The variables of its environment that are set. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** SIGTERM, and waits for the end. */
  public int terminate() throws InterruptedException {
    Process running = Objects.requireNonNull(process);
    running.destroy();
    if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      running.destroyForcibly();
      throw new AssertionError("it did not stop within " + STOP.toSeconds() + " s: " + logTail());
    }
    return running.exitValue();
  }

  /** SIGKILL, and waits for the end. */
  public void kill() throws InterruptedException {
    Objects.requireNonNull(process).destroyForcibly().waitFor();
  }

  /** An address of its gateway. */
  public String ingest(String path) {
    return "http://127.0.0.1:" + ingestPort + path;
  }

  /** An address of its query server. */
  public String query(String path) {
    return "http://127.0.0.1:" + queryPort + path;
  }

  /** Where Kafka clients reach its broker. */
  public String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  int ingestPort() {
    return ingestPort;
  }

  /** The port of its query server. */
  public int queryPort() {
    return queryPort;
  }

  /** The end of what it wrote. */
  public String logTail() {
    try {
      String text = Files.readString(log());
      return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  Path log() {
    return folder.resolve(role + ".log");
  }

  /** The process's number. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** Whether it does not run. */
  public boolean isDead() {
    return process == null || !process.isAlive();
  }

  @Override
  public void close() {
    if (isDead()) {
      return;
    }
    try {
      terminate();
    } catch (InterruptedException e) {
      Objects.requireNonNull(process).destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A port that is free now, that nobody else is given, and that no outgoing connection gets while
   * its process is down: from below those that Linux hands out.
   */
  public static int freePort() {
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int nth = ThreadLocalRandom.current().nextInt((FIRST_OUTGOING_PORT - FIRST_PORT) / FORKS);
      int port = FIRST_PORT + nth * FORKS + FORK;
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (GIVEN.add(port)) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        // taken: another one
      }
    }
    throw new IllegalStateException("no free port after " + PORT_ATTEMPTS + " attempts");
  }
}
