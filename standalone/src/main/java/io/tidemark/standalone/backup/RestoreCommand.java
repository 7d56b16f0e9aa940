package io.tidemark.standalone.backup;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.command.ExitCodes;
import io.tidemark.standalone.command.SettingFlags;
import io.tidemark.standalone.command.SettingsCommand;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tidemark restore}: a data folder out of a backup. */
@Command(
    name = "restore",
    description = {
      "Make a data folder of a backup.",
      "",
      "The backup is checked as a whole first; the data folder must be empty or not exist. When"
          + " Tidemark starts on it, events are taken at once, and the statistics are counted from"
          + " the log."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark restore /mnt/backups/2026-03-01",
      "  tidemark restore /mnt/backups/today --data-dir /var/lib/tidemark"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
public final class RestoreCommand extends SettingsCommand {
  private static final Set<Setting<?>> OFFERED = Set.of(Catalogue.DATA_DIR, Catalogue.LOG_LEVEL);

  @Parameters(paramLabel = "FROM", description = "a folder made by backup")
  private Path from = Path.of("");

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting);
  }

  @Override
  protected int run(Settings settings) throws StartException, InterruptedException, IOException {
    Path data = settings.get(Catalogue.DATA_DIR).toAbsolutePath().normalize();
    Restore restore = new Restore(from, new Steps(err()));
    try (NewFolder folder = NewFolder.at(data, settings.nameOf(Catalogue.DATA_DIR))) {
      restore.run(folder);
    }
    out()
        .println(
            "Restored to "
                + data
                + " what was acknowledged before "
                + restore.manifest().created()
                + ". ./tidemark up counts the statistics when it starts.");
    return ExitCodes.OK;
  }
}
