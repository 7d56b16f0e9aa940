package io.tidemark.benchmarks.lifecycle;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code ./tidemark up} of its own, on free ports and a given data folder. */
final class Server implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private static final String START_METRIC = "process_start_time_seconds ";

  private final Path script;
  private final Path data;
  private final Map<String, String> settings;
  private final int ingestPort = freePort();
  private final int queryPort = freePort();
  private final int kafkaPort = freePort();
  private Process process;

  private Server(Path script, Path data, Map<String, String> settings) throws IOException {
    this.script = script;
    this.data = data;
    this.settings = settings;
    this.process = launch();
  }

  /**
   * Starts one; does not wait for it.
   *
   * @param script the start script
   * @param settings that are not the defaults, by key
   */
  static Server start(Path script, Path data, Map<String, String> settings) throws IOException {
    return new Server(script, data, settings);
  }

  /** Client settings for its broker. */
  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort);
  }

  /** Starts it again after it has ended. */
  void restart() throws IOException {
    process = launch();
  }

  /** Sends one event; the HTTP status, 0 if there was no answer. */
  int send(String json) {
    return status(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingestPort + "/event"))
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** The answer of the query server; empty if it was not a 200. */
  String ask(String pathAndQuery) {
    return get(queryPort, pathAndQuery);
  }

  /** When the JVM began to run, milliseconds since the epoch. */
  long jvmStartMs() {
    for (String line : get(ingestPort, "/metrics").split("\n")) {
      if (line.startsWith(START_METRIC)) {
        return (long) (Double.parseDouble(line.substring(START_METRIC.length())) * 1000);
      }
    }
    throw new IllegalStateException("the gateway's metrics do not tell " + START_METRIC.strip());
  }

  private static String get(int port, String pathAndQuery) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Resident memory, mebibytes, as the kernel tells (Linux). */
  long rssMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("no VmRSS of process " + process.pid());
  }

  /** SIGTERM, and waits for the end. */
  void stop() {
    process.destroy();
    await();
  }

  /** SIGKILL, and waits for the end. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server did not end within 60 s");
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        List.of(
            script.toString(),
            "up",
            "--data-dir",
            data.toString(),
            "--ingest-port",
            ingestPort + "",
            "--query-port",
            queryPort + "",
            "--kafka-port",
            kafkaPort + "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()));
    builder.environment().putAll(settings);
    return builder.start();
  }

  private static int status(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
