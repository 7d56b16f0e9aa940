package io.tidemark.standalone.status;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.Terminal;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** {@code tidemark status}: a running system at a glance. */
@Command(
    name = "status",
    description = {
      "Show a running system at a glance: servers, event rate, lag, sites, disk.",
      "",
      "Asks the gateway and query server of this machine, or those that are named; and Kafka for"
          + " all query servers if TIDEMARK_KAFKA_BOOTSTRAP is set. Exit code 3 if a server that"
          + " was asked is down or not ready."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark status",
      "  tidemark status --watch",
      "  tidemark status --gateway http://gw:3001 --query http://q1:3002 --query http://q2:3002",
      "  tidemark status --json | jq .backlog"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class StatusCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED =
      Set.of(
          Catalogue.INGEST_PORT,
          Catalogue.QUERY_PORT,
          Catalogue.KAFKA_BOOTSTRAP,
          Catalogue.KAFKA_CONFIG,
          Catalogue.APPLICATION_ID,
          Catalogue.DATA_DIR,
          Catalogue.LOG_LEVEL);
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final long SAMPLE_MS = 1_000;

  @Option(
      names = "--gateway",
      paramLabel = "<URL>",
      description = "a gateway; may be repeated (default: this machine, at TIDEMARK_INGEST_PORT)")
  private List<URI> gateways = new ArrayList<>();

  @Option(
      names = "--query",
      paramLabel = "<URL>",
      description = "a query server; may be repeated (default: this machine, TIDEMARK_QUERY_PORT)")
  private List<URI> queryServers = new ArrayList<>();

  @Option(names = "--json", description = "one JSON object; with --watch one a line")
  private boolean json;

  @Option(names = "--watch", description = "show it again and again until Ctrl-C")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "<seconds>",
      description = "how often with --watch, 1 to 3600 (default: 2)")
  private int intervalSeconds = 2;

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting);
  }

  @Override
  protected int run(Settings settings) throws InvalidSettingsException, InterruptedException {
    if (intervalSeconds < 1 || intervalSeconds > 3_600) {
      throw refusal("--interval is " + intervalSeconds + "; expected 1 to 3600");
    }
    Look look =
        new Look(
            orLocal("--gateway", gateways, settings.get(Catalogue.INGEST_PORT)),
            orLocal("--query", queryServers, settings.get(Catalogue.QUERY_PORT)),
            settings.get(Catalogue.DATA_DIR),
            instances(settings),
            Clock.systemUTC(),
            System::nanoTime);
    look.begin();
    TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
    Status status = look.take();
    show(status);
    while (watch) {
      TimeUnit.SECONDS.sleep(intervalSeconds);
      status = look.take();
      show(status);
    }
    return status.isAllReady() ? ExitCodes.OK : ExitCodes.UNAVAILABLE;
  }

  private void show(Status status) {
    if (json) {
      out().println(StatusJson.write(status));
    } else {
      Ansi ansi = ansi();
      if (watch && Terminal.isOut()) {
        out().print(CLEAR);
      }
      out().print(StatusText.write(status, ansi));
      out().flush();
    }
    if (!status.isAnythingUp() && !watch) {
      err()
          .println(
              "tidemark: nothing runs there; ./tidemark up starts everything, and --gateway and"
                  + " --query say where else to look.");
    }
  }

  /** Asked of Kafka if a cluster is named; {@code up} alone is one instance. */
  private static Look.InstanceSource instances(Settings settings) throws InvalidSettingsException {
    if (!settings.isChosen(Catalogue.KAFKA_BOOTSTRAP)
        && !settings.isChosen(Catalogue.KAFKA_CONFIG)) {
      return () -> null;
    }
    Map<String, Object> kafka = KafkaClients.properties(settings);
    String applicationId = settings.get(Catalogue.APPLICATION_ID);
    return () -> {
      try {
        return Instances.of(
            kafka, Generations.read(kafka, applicationId).serving().applicationId());
      } catch (StartException e) {
        return null;
      }
    };
  }

  private static List<URI> orLocal(String flag, List<URI> named, int port)
      throws InvalidSettingsException {
    for (URI uri : named) {
      if (uri.getHost() == null || !String.valueOf(uri.getScheme()).startsWith("http")) {
        throw refusal(flag + " is " + uri + "; expected a URL like http://127.0.0.1:" + port);
      }
    }
    return named.isEmpty() ? List.of(URI.create("http://127.0.0.1:" + port)) : named;
  }

  private static InvalidSettingsException refusal(String message) {
    return new InvalidSettingsException(List.of(message));
  }
}
