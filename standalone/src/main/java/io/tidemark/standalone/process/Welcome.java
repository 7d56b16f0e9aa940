package io.tidemark.standalone.process;

import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Settings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** What a process says once it is up: where it listens, and how to send and ask. */
final class Welcome {
  private final Settings settings;
  private final PrintWriter out;
  private final Clock clock;

  Welcome(Settings settings, PrintWriter out, Clock clock) {
    this.settings = settings;
    this.out = out;
    this.clock = clock;
  }

  /** For everything in one process. */
  void print(int gatewayPort, int queryPort, String bootstrap, Path data) {
    title("up");
    gateway(gatewayPort);
    query(queryPort);
    address("Kafka", bootstrap, settings.get(Catalogue.KAFKA_BIND));
    out.println("  data          " + data);
    send(gatewayPort);
    ask(queryPort);
    end();
  }

  /** For the gateway alone. */
  void gatewayAlone(int port, String kafka) {
    title("gateway");
    gateway(port);
    out.println("  Kafka         " + kafka);
    send(port);
    end();
  }

  /** For a query server alone. */
  void queryAlone(int port, String kafka, Path data) {
    title("query server");
    query(port);
    out.println("  Kafka         " + kafka);
    out.println("  data          " + data);
    ask(port);
    end();
  }

  private void title(String what) {
    long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = Math.max(0, clock.millis() - begun) / 1e3;
    String verb = "up".equals(what) ? "Tidemark is up" : "Tidemark's " + what + " is up";
    out.println(String.format(Locale.ROOT, "%s after %.1f s.", verb, seconds));
    out.println();
  }

  private void gateway(int port) {
    String bind = settings.get(Catalogue.INGEST_BIND);
    address("gateway", "http://" + Listening.host(bind) + ":" + port, bind);
  }

  private void query(int port) {
    String bind = settings.get(Catalogue.QUERY_BIND);
    address("query server", "http://" + Listening.host(bind) + ":" + port, bind);
  }

  private void address(String what, String address, String bind) {
    out.println(
        String.format(
            Locale.ROOT, "  %-13s %-23s listens on %s", what, address, Listening.on(bind)));
  }

  private void send(int port) {
    String host = Listening.host(settings.get(Catalogue.INGEST_BIND));
    out.println();
    out.println("Send an event:");
    out.println("  curl http://" + host + ":" + port + "/event \\");
    out.println(
        "    -H 'content-type: application/json' -d '{\"site_id\":\""
            + site()
            + "\",\"path\":\"/hello\"}'");
  }

  private void ask(int port) {
    String host = Listening.host(settings.get(Catalogue.QUERY_BIND));
    out.println("Ask:");
    out.println("  curl 'http://" + host + ":" + port + "/stats?site_id=" + site() + "'");
  }

  private void end() {
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  /** The default site if it needs no quoting, else an example. */
  private String site() {
    return settings
        .find(Catalogue.DEFAULT_SITE)
        .filter(site -> site.matches("[A-Za-z0-9._-]+"))
        .orElse("example.com");
  }
}
