package io.tidemark.standalone.rebuild;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.generation.Generation;
import io.tidemark.standalone.generation.Generations;
import io.tidemark.standalone.generation.StateFolders;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Group;
import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.OwnBroker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark rebuild}: counts the statistics again from the log. */
@Command(
    name = "rebuild",
    description = {
      "Count the statistics again from the log, compare, and let the new ones serve.",
      "",
      "They are counted beside those that serve, which answer meanwhile. Days that the log no longer"
          + " has as a whole are carried over. Then the two are compared, and the servers turn to"
          + " the new ones without a stop; the old ones are deleted after that. Stopped before"
          + " then, it leaves all as it was.",
      "Give it the settings that the servers have: what is counted follows them from now on.",
      "Works on the ./tidemark up of this machine, running or stopped; or on a cluster if"
          + " --kafka-bootstrap or TIDEMARK_KAFKA_BOOTSTRAP is set, with a data folder of its own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark rebuild --dry-run",
      "  tidemark rebuild",
      "  tidemark rebuild --kafka-bootstrap kafka-1:9092 --data-dir /var/tmp/rebuild"
          + " --query http://query-1:3002"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class RebuildCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED =
      Set.of(
          Catalogue.QUERY_PORT,
          Catalogue.KAFKA_PORT,
          Catalogue.KAFKA_BOOTSTRAP,
          Catalogue.KAFKA_CONFIG,
          Catalogue.APPLICATION_ID,
          Catalogue.MAX_SITES,
          Catalogue.DEDUP_WINDOW,
          Catalogue.STREAM_THREADS,
          Catalogue.ROCKSDB_BYTES,
          Catalogue.DATA_DIR,
          Catalogue.LOG_LEVEL);

  @Option(names = "--dry-run", description = "count and compare only; nothing is changed")
  private boolean dryRun;

  @Option(
      names = "--query",
      paramLabel = "<URL>",
      description = "a query server to compare with (default: this machine, TIDEMARK_QUERY_PORT)")
  private @Nullable URI query;

  @Option(
      names = "--wait",
      paramLabel = "<seconds>",
      description =
          "how long to wait until the servers have changed, 0 to 86400; they will in any case"
              + " (default: 300)")
  private int waitSeconds = 300;

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting) || setting.group() == Group.STATISTICS;
  }

  @Override
  protected int run(Settings settings) throws Exception {
    check();
    boolean cluster =
        settings.isChosen(Catalogue.KAFKA_BOOTSTRAP) || settings.isChosen(Catalogue.KAFKA_CONFIG);
    Path data = settings.get(Catalogue.DATA_DIR).toAbsolutePath().normalize();
    if (cluster) {
      try (DataFolder folder = DataFolder.open(data)) {
        return onServers(settings, KafkaClients.properties(settings), folder.state(), true);
      }
    }
    if (!DataFolder.isOne(data)) {
      err()
          .println(
              "tidemark: there are no data of Tidemark in "
                  + data
                  + "; TIDEMARK_DATA_DIR says where they are, TIDEMARK_KAFKA_BOOTSTRAP where a"
                  + " cluster is.");
      return ExitCodes.UNAVAILABLE;
    }
    if (DataFolder.isInUse(data)) {
      Map<String, Object> kafka = KafkaClients.properties(settings);
      OwnBroker.check(kafka, data);
      return onServers(settings, kafka, DataFolder.stateOf(data), false);
    }
    try (DataFolder folder = DataFolder.open(data)) {
      return stopped(settings, folder);
    }
  }

  private void check() throws InvalidSettingsException {
    if (waitSeconds < 0 || waitSeconds > 86_400) {
      throw new InvalidSettingsException(
          List.of("--wait is " + waitSeconds + "; expected 0 to 86400"));
    }
    if (query != null
        && (query.getHost() == null || !String.valueOf(query.getScheme()).startsWith("http"))) {
      throw new InvalidSettingsException(
          List.of("--query is " + query + "; expected a URL like http://127.0.0.1:3002"));
    }
  }

  /** Servers answer meanwhile, and change by themselves. */
  private int onServers(Settings settings, Map<String, Object> kafka, Path state, boolean ownFolder)
      throws StartException, InterruptedException {
    RebuildReport report = new RebuildReport(out(), err());
    Rebuild rebuild = rebuild(settings, kafka, state, report);
    Generation serving = Generations.read(kafka, settings.get(Catalogue.APPLICATION_ID)).serving();
    URI served =
        query != null
            ? query
            : URI.create("http://127.0.0.1:" + settings.get(Catalogue.QUERY_PORT));
    Generation next = rebuild.begin(serving);
    try (Candidate candidate = rebuild.count(serving, next)) {
      rebuild.compare(served, candidate.address());
    }
    if (dryRun) {
      return discard(rebuild, report, next);
    }
    rebuild.serve(next);
    report.step("The servers change to the new statistics.");
    if (!rebuild.awaitChange(serving, next, Duration.ofSeconds(waitSeconds))) {
      err()
          .println(
              "tidemark: "
                  + next
                  + " is to serve, and "
                  + serving
                  + " is still counted by a server after "
                  + waitSeconds
                  + " s; it will be deleted when that one has changed or starts again.");
      return ExitCodes.UNAVAILABLE;
    }
    if (ownFolder) {
      StateFolders.delete(state, next);
    }
    report.say("The new statistics serve.");
    return ExitCodes.OK;
  }

  /** Nothing runs: what is needed is started here. */
  private int stopped(Settings settings, DataFolder folder)
      throws StartException, InterruptedException {
    RebuildReport report = new RebuildReport(out(), err());
    report.step("Nothing runs there; broker and statistics are started here for the time.");
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(folder.kafka()))) {
      Map<String, Object> kafka = KafkaClients.local(broker.bootstrap());
      Rebuild rebuild = rebuild(settings, kafka, folder.state(), report);
      Generation serving =
          Generations.read(kafka, settings.get(Catalogue.APPLICATION_ID)).serving();
      Generation next = rebuild.begin(serving);
      try (Candidate served = rebuild.served(serving);
          Candidate candidate = rebuild.count(serving, next)) {
        rebuild.compare(served.address(), candidate.address());
      }
      if (dryRun) {
        return discard(rebuild, report, next);
      }
      rebuild.serve(next);
      rebuild.awaitChange(serving, next, Duration.ofSeconds(waitSeconds));
      StateFolders.deleteOlder(folder.state(), next);
      report.say("The new statistics serve from the next start on.");
      return ExitCodes.OK;
    }
  }

  private int discard(Rebuild rebuild, RebuildReport report, Generation next)
      throws StartException, InterruptedException {
    rebuild.discard(next);
    report.say("Nothing was changed.");
    return ExitCodes.OK;
  }

  private static Rebuild rebuild(
      Settings settings, Map<String, Object> kafka, Path state, RebuildReport report) {
    return new Rebuild(
        kafka, state, self -> Configs.topology(settings, state, self), Clock.systemUTC(), report);
  }
}
