package io.tidemark.e2e.fault.cluster;

import io.tidemark.e2e.SharedClasses;
import io.tidemark.e2e.TidemarkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A gateway or a query server of the packaged distribution. */
public final class RoleNode implements Node {
  private static final String JAVA_OPTIONS =
      "-Xmx256m -XX:CICompilerCount=1 " + String.join(" ", SharedClasses.options());

  private final String name;
  private final Path folder;
  private final TidemarkProcess process;

  private RoleNode(String name, String role, Path parent, Map<String, String> environment)
      throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(parent.resolve(name));
    this.process = new TidemarkProcess(role, folder).with("TIDEMARK_JAVA_OPTS", JAVA_OPTIONS);
    environment.forEach(process::with);
  }

  static RoleNode gateway(int number, Path parent, Map<String, String> environment)
      throws IOException {
    return new RoleNode("gateway-" + number, "gateway", parent, environment);
  }

  static RoleNode queryServer(int number, Path parent, Map<String, String> environment)
      throws IOException {
    RoleNode node = new RoleNode("query-" + number, "query", parent, environment);
    node.process.with("TIDEMARK_QUERY_ADVERTISED", "127.0.0.1:" + node.process.queryPort());
    return node;
  }

  /** An address of a gateway. */
  public String ingest(String path) {
    return process.ingest(path);
  }

  /** An address of a query server. */
  public String query(String path) {
    return process.query(path);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isDead() {
    return process.isDead();
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void launch() throws IOException {
    process.launch();
  }

  @Override
  public void awaitReady() throws InterruptedException {
    process.awaitReady();
  }

  @Override
  public boolean isReady() throws InterruptedException {
    try {
      return !isDead() && process.isReady();
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  @Override
  public void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void terminate() throws InterruptedException {
    process.terminate();
  }

  @Override
  public String logTail() {
    return process.logTail();
  }
}
