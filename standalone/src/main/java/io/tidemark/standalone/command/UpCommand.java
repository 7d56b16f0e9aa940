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
