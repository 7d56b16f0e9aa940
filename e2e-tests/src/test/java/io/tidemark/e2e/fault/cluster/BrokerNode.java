package io.tidemark.e2e.fault.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.e2e.Await;
import io.tidemark.e2e.SharedClasses;
import io.tidemark.e2e.TidemarkProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.jspecify.annotations.Nullable;

/** A Kafka broker and controller in a JVM of its own, from the jars of the distribution. */
public final class BrokerNode implements Node {
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final int LOG_TAIL_CHARACTERS = 6000;
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "-Xms64m",
          "-Xmx256m",
          "-XX:CICompilerCount=1",
          "-Djava.awt.headless=true",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");

  private final int id;
  private final int port;
  private final Path folder;
  private final Path config;
  private @Nullable Process process;

  private BrokerNode(int id, int port, Path folder, Path config) {
    this.id = id;
    this.port = port;
    this.folder = folder;
    this.config = config;
  }

  /** A broker with a formatted folder, not running yet. */
  static BrokerNode format(int id, Quorum quorum, Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path config = folder.resolve("server.properties");
    Files.writeString(config, quorum.properties(id, data.toString()));
    var output = new ByteArrayOutputStream();
    String[] arguments = {
      "format", "--cluster-id", quorum.clusterId(), "--config", config.toString()
    };
    int exit = StorageTool.execute(arguments, new PrintStream(output, true, UTF_8));
    if (exit != 0) {
      throw new IOException("the broker's folder was not formatted: " + output.toString(UTF_8));
    }
    return new BrokerNode(id, quorum.brokerPort(id), folder, config);
  }

  /** Its number in the cluster. */
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return "broker-" + id;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public long pid() {
    return running().pid();
  }

  @Override
  public boolean isDead() {
    return process == null || !process.isAlive();
  }

  @Override
  public void launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(JAVA_OPTIONS);
    command.addAll(SharedClasses.options());
    command.addAll(
        List.of(
            "-cp",
            TidemarkProcess.distribution().resolve("lib").toRealPath() + "/*",
            "kafka.Kafka",
            config.toString()));
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** Waits until it listens; whether it is in sync is the cluster's to tell. */
  @Override
  public void awaitReady() throws InterruptedException {
    Await.until(TidemarkProcess.READY, () -> isDead() || isReady(), this::logTail);
    if (isDead()) {
      throw new AssertionError(name() + " ended before it was ready: " + logTail());
    }
  }

  @Override
  public boolean isReady() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !isDead() && socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  @Override
  public void terminate() throws InterruptedException {
    running().destroy();
    if (!running().waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      running().destroyForcibly();
      throw new AssertionError(name() + " did not stop within " + STOP + ": " + logTail());
    }
  }

  @Override
  public String logTail() {
    try {
      String text = Files.readString(log());
      return text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private Process running() {
    return Objects.requireNonNull(process, "not started");
  }
}
