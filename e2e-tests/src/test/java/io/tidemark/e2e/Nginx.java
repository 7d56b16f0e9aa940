package io.tidemark.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The proxy of the containers: nginx with their configuration, at a port of its own. */
final class Nginx implements AutoCloseable {
  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers; skips the test where there is no nginx.
   *
   * @param folder for its files
   * @param changes to the configuration: where the servers are
   */
  static Nginx start(Path folder, UnaryOperator<String> changes) throws Exception {
    Path program = Tool.orSkip("nginx");
    int port = TidemarkProcess.freePort();
    String configuration =
        changes
            .apply(Deployment.text("deploy/nginx/nginx.conf"))
            .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
            .replace("/tmp/", folder + "/");
    Path file = Files.writeString(folder.resolve("nginx.conf"), configuration);
    // The test's folder belongs to the test's user, so that user has to write there.
    boolean root = "root".equals(System.getProperty("user.name"));
    String more = "daemon off;" + (root ? " user root;" : "");
    Process process =
        new ProcessBuilder(program.toString(), "-c", file.toString(), "-g", more)
            .inheritIO()
            .start();
    Nginx nginx = new Nginx(process, port);
    Await.until(
        Duration.ofSeconds(10),
        () -> Http.get(nginx.url("/proxy-livez")).status() == 204,
        () -> "nginx does not answer");
    return nginx;
  }

  /** With one gateway and one query server on this machine. */
  static Nginx start(Path folder, int gateway, int query) throws Exception {
    return start(
        folder,
        configuration ->
            configuration
                .replace("set $gateways gateway:3001;", "set $gateways 127.0.0.1:" + gateway + ";")
                .replace("set $queries query:3002;", "set $queries 127.0.0.1:" + query + ";"));
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
