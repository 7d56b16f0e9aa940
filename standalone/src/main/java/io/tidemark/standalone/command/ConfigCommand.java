package io.tidemark.standalone.command;

import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Setting;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.standalone.settings.SettingsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidemark config}: every setting and its effective value. */
@Command(
    name = "config",
    description = "Show every setting: default, unit, meaning, value and where it came from.",
    footerHeading = "%nExamples:%n",
    footer = {"  tidemark config", "  tidemark config --for query --format env > tidemark.env"},
    abbreviateSynopsis = true,
    modelTransformer = SettingFlags.class)
final class ConfigCommand extends SettingsCommand {

  /** How settings are written. */
  enum Format {
    table,
    env
  }

  /** Whose defaults are shown. */
  enum For {
    up,
    gateway,
    query
  }

  @Option(
      names = "--format",
      description = "table, or env for lines an environment file takes (default table)")
  private Format format = Format.table;

  @Option(
      names = "--for",
      description = "whose defaults to show: up, gateway or query (default up)")
  private For whose = For.up;

  @Override
  protected Role role() {
    return switch (whose) {
      case up -> Role.UP;
      case gateway -> Role.GATEWAY;
      case query -> Role.QUERY;
    };
  }

  @Override
  protected boolean offers(Setting<?> setting) {
    for (Role any : Role.values()) {
      if (setting.hasFlag(any)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected int run(Settings settings) {
    switch (format) {
      case table -> SettingsTable.print(settings, out());
      case env -> SettingsTable.printEnvironment(settings, out());
    }
    out().flush();
    return ExitCodes.OK;
  }
}
