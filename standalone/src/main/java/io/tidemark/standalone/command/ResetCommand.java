package io.tidemark.standalone.command;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.data.DataFolder;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark reset}: removes all data of {@code tidemark up} on this machine. */
@Command(
    name = "reset",
    description = "Remove all data in the data folder, after asking.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark reset", "  tidemark reset --yes --data-dir /var/lib/tidemark"},
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
final class ResetCommand extends SettingsCommand {
  private static final List<Setting<?>> OFFERED = List.of(Catalogue.DATA_DIR, Catalogue.LOG_LEVEL);

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  private boolean yes;

  @Override
  protected Role role() {
    return Role.TOOL;
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    return OFFERED.contains(setting);
  }

  @Override
  protected int run(Settings settings) throws StartException, IOException {
    Path path = settings.get(Catalogue.DATA_DIR).toAbsolutePath().normalize();
    if (!DataFolder.isOne(path)) {
      out().println("There are no data of Tidemark in " + path + "; nothing to remove.");
      return ExitCodes.OK;
    }
    try (DataFolder folder = DataFolder.open(path)) {
      if (!yes && !confirmed(path)) {
        err().println("tidemark: nothing was removed.");
        return ExitCodes.FAILURE;
      }
      folder.wipe();
    }
    out().println("All data in " + path + " were removed.");
    return ExitCodes.OK;
  }

  private boolean confirmed(Path path) throws IOException {
    out().print("Remove all events and statistics in " + path + " for good? Type yes: ");
    out().flush();
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String answer = answers.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
  }
}
