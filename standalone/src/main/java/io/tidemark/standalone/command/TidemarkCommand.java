package io.tidemark.standalone.command;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import io.tidemark.standalone.backup.BackupCommand;
import io.tidemark.standalone.backup.RestoreCommand;
import io.tidemark.standalone.demo.DemoCommand;
import io.tidemark.standalone.dlq.DlqCommand;
import io.tidemark.standalone.hotsites.HotSiteCommand;
import io.tidemark.standalone.rebuild.RebuildCommand;
import io.tidemark.standalone.replay.ReplayCommand;
import io.tidemark.standalone.sites.DeleteCommand;
import io.tidemark.standalone.sites.ExportCommand;
import io.tidemark.standalone.status.StatusCommand;
import io.tidemark.standalone.tool.Terminal;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line as a whole; alone it prints its help. */
@Command(
    name = "tidemark",
    description = {
      "Real-time web analytics on Kafka Streams: events in, statistics out at once.",
      "",
      "First steps:",
      "  tidemark up          starts everything on this machine",
      "  tidemark demo        sends made-up traffic to it",
      "  tidemark status      tells how it does; the dashboard is http://localhost:3002"
    },
    versionProvider = Version.class,
    subcommands = {
      UpCommand.class,
      GatewayCommand.class,
      QueryCommand.class,
      StatusCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
      ReplayCommand.class,
      ExportCommand.class,
      DeleteCommand.class,
      DlqCommand.class,
      RebuildCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      HotSiteCommand.class,
      ResetCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "",
    footer = {
      "",
      "tidemark COMMAND --help shows a command's options and examples.",
      "Settings are flags (tidemark up --ingest-port 8001) or environment variables",
      "(TIDEMARK_INGEST_PORT=8001); tidemark config lists them all.",
      "",
      "Documentation: README.md and docs/; of these commands, docs/command-line.md.",
      "Exit code: 0 done or stopped, 1 failed, 2 wrong command line or setting,",
      "3 nothing runs there or it is not ready. Alone, this help is shown: 0."
    })
public final class TidemarkCommand implements Runnable {
  private static final String NO_COLOR = "--no-color";

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @CommandLine.Option(
      names = NO_COLOR,
      scope = CommandLine.ScopeType.INHERIT,
      description = "no colours; there are none anyway if NO_COLOR is set or this is no terminal")
  @SuppressWarnings("UnusedVariable") // looked for before the command line is parsed
  private boolean noColor;

  private final Map<String, String> environment;

  private TidemarkCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs a command line.
   *
   * @param environment the variables that matter, by name
   * @return one of {@link ExitCodes}
   */
  public static int execute(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new TidemarkCommand(environment));
    line.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, CommandGroups::render);
    spaced(line);
    return line.setOut(out)
        .setErr(err)
        .setColorScheme(Help.defaultColorScheme(ansi(environment, args)))
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setParameterExceptionHandler(Refusals::usage)
        .setExecutionExceptionHandler(Refusals::failure)
        .execute(args);
  }

  /** Sets the options of every command off from its description. */
  private static void spaced(CommandLine line) {
    line.getCommandSpec().usageMessage().optionListHeading("%nOptions:%n");
    if (!line.getCommandSpec().positionalParameters().isEmpty()) {
      line.getCommandSpec().usageMessage().parameterListHeading("%n");
    }
    line.getSubcommands().values().forEach(TidemarkCommand::spaced);
  }

  /** Colours only for a person who did not decline them; nothing forces them. */
  private static Ansi ansi(Map<String, String> environment, String... args) {
    boolean wanted =
        Terminal.isOut()
            && Terminal.wantsColours(environment)
            && !Arrays.asList(args).contains(NO_COLOR);
    return wanted ? Ansi.ON : Ansi.OFF;
  }

  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
