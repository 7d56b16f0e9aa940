package io.tidemark.standalone.backup;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.broker.BrokerConfig;
import io.tidemark.standalone.broker.EmbeddedBroker;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.command.Version;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Configs;
import io.tidemark.standalone.settings.Group;
import io.tidemark.standalone.settings.KafkaClients;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.tool.OwnBroker;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.view.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark backup}: a consistent copy of what {@code up} keeps. */
@Command(
    name = "backup",
    description = {
      "Copy all that cannot be made again, while Tidemark runs or is stopped.",
      "",
      "Copied is the log of ./tidemark up on this machine: every event that was acknowledged before"
          + " the command began. Statistics are counted from it again when it is restored; those of"
          + " days that the log no longer has are copied too. The salts of visitors are not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark backup /mnt/backups/2026-03-01",
      "  tidemark backup /mnt/backups/today --data-dir /var/lib/tidemark"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class BackupCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED =
      Set.of(
          Catalogue.KAFKA_PORT, Catalogue.APPLICATION_ID, Catalogue.DATA_DIR, Catalogue.LOG_LEVEL);
  private static final double MIB = 1 << 20;

  @Parameters(paramLabel = "TO", description = "a folder that is empty or does not exist")
  private Path to = Path.of("");

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting) || setting.group() == Group.STATISTICS;
  }

  @Override
  protected int run(Settings settings) throws StartException, InterruptedException, IOException {
    Path data = settings.get(Catalogue.DATA_DIR).toAbsolutePath().normalize();
    if (!DataFolder.isOne(data)) {
      err()
          .println(
              "tidemark: there are no data of Tidemark in "
                  + data
                  + "; TIDEMARK_DATA_DIR says where they are.");
      return ExitCodes.UNAVAILABLE;
    }
    if (to.toAbsolutePath().normalize().startsWith(data)) {
      throw new StartException("TO is " + to + "; expected a folder outside of " + data);
    }
    Manifest made;
    try (NewFolder folder = NewFolder.at(to, "TO")) {
      made = DataFolder.isInUse(data) ? running(settings, data, folder) : stopped(settings, folder);
    }
    out()
        .printf(
            Locale.ROOT,
            "Backed up to %s: %d files, %,.1f MiB, all that was acknowledged before %s.%n",
            to,
            made.files().size(),
            made.files().stream().mapToLong(Manifest.Entry::bytes).sum() / MIB,
            made.created());
    return ExitCodes.OK;
  }

  private Manifest running(Settings settings, Path data, NewFolder folder)
      throws StartException, InterruptedException {
    Map<String, Object> kafka =
        KafkaClients.local("127.0.0.1:" + settings.get(Catalogue.KAFKA_PORT));
    OwnBroker.check(kafka, data);
    return backup(settings, kafka, DataFolder.kafkaOf(data)).run(folder, Version.number());
  }

  private Manifest stopped(Settings settings, NewFolder folder)
      throws StartException, InterruptedException {
    try (DataFolder own = DataFolder.open(settings.get(Catalogue.DATA_DIR));
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.local(own.kafka()))) {
      return backup(settings, KafkaClients.local(broker.bootstrap()), own.kafka())
          .run(folder, Version.number());
    }
  }

  private Backup backup(Settings settings, Map<String, Object> kafka, Path broker) {
    Endpoint nowhere = new Endpoint("127.0.0.1", 1);
    return new Backup(
        kafka,
        broker,
        settings.get(Catalogue.APPLICATION_ID),
        RollupLimits.of(Configs.topology(settings, Path.of(""), nowhere)),
        Clock.systemUTC(),
        new Steps(err()));
  }
}
