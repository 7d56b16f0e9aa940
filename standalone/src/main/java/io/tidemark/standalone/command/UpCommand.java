package io.tidemark.standalone.command;

import io.tidemark.standalone.process.AllInOne;
import io.tidemark.standalone.process.Lifetime;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code tidemark up}: broker, statistics, query server and gateway in one process. */
@Command(
    name = "up",
    description = "Run everything in one process: broker, gateway and query server.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark up",
      "  tidemark up --data-dir /var/lib/tidemark --ingest-port 80",
      "  TIDEMARK_RAW_RETENTION=30d tidemark up"
    },
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
final class UpCommand extends SettingsCommand {
  @Override
  protected Role role() {
    return Role.UP;
  }

  @Override
  protected boolean serves() {
    return true;
  }

  @Override
  protected int run(Settings settings) throws Exception {
    Lifetime.run(settings, out(), err(), new AllInOne(settings, Clock.systemUTC(), out(), err()));
    return ExitCodes.OK;
  }
}
