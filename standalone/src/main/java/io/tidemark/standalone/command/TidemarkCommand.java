package io.tidemark.standalone.command;

import io.tidemark.standalone.demo.DemoCommand;
import io.tidemark.standalone.dlq.DlqCommand;
import io.tidemark.standalone.replay.ReplayCommand;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line as a whole; alone it prints its help. */
@Command(
    name = "tidemark",
    description = "Real-time web analytics on Kafka Streams.",
    versionProvider = Version.class,
    subcommands = {
      UpCommand.class,
      GatewayCommand.class,
      QueryCommand.class,
      ConfigCommand.class,
      ResetCommand.class,
      ReplayCommand.class,
      DemoCommand.class,
      DlqCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Settings are flags (tidemark up --ingest-port 8001) or environment variables",
      "(TIDEMARK_INGEST_PORT=8001); tidemark config lists them all.",
      "Exit code: 0 done or stopped, 1 failed, 2 wrong command line or setting."
    })
public final class TidemarkCommand implements Runnable {
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
    return new CommandLine(new TidemarkCommand(environment))
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setParameterExceptionHandler(Refusals::usage)
        .setExecutionExceptionHandler(Refusals::failure)
        .execute(args);
  }

  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
