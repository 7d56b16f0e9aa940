package io.tidemark.benchmarks.command;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.Suite;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.report.Machine;
import io.tidemark.benchmarks.report.ResultsFile;
import io.tidemark.benchmarks.report.Table;
import io.tidemark.benchmarks.system.Defaults;
import io.tidemark.standalone.settings.InvalidSettingsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemark bench}: runs benchmarks and prints what they found. */
@Command(
    name = "tidemark bench",
    description = {
      "Measure Tidemark beside its references, on a broker and data of its own.",
      "",
      "catch-up    the whole log counted, beside a parser and the Streams DSL; bytes on disk",
      "ingest      POST /event and /events/batch, beside the gateway without Kafka",
      "query       /stats on many site days, on a day and a year of a big site",
      "fresh       from the 202 to the answer, at 20,000 events/s",
      "scale       cost per event of many sites, paths, days; flush",
      "restore     stores rebuilt from changelogs; restart after kill -9",
      "start       start and memory of ./tidemark up",
      "micro       the pieces of the hot path, by JMH",
      "all         all of these, into benchmarks/results",
      "",
      "More: enrichment; rows (what statistics weigh); floor (Kafka Streams and RocksDB without",
      "counting); flush and kill alone (they are in scale",
      "and restore)."
    },
    sortOptions = false,
    mixinStandardHelpOptions = false)
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      defaultValue = "all",
      description = "what is measured (default: all)")
  private String what;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "events of the log (default: ${DEFAULT-VALUE})",
      defaultValue = "5000000")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "repetitions (default: ${DEFAULT-VALUE})",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "how long each load is measured (default: ${DEFAULT-VALUE})",
      defaultValue = "20")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "events/s that come in while questions are asked (default: ${DEFAULT-VALUE})",
      defaultValue = "20000")
  private int rate;

  @Option(
      names = "--state-mb",
      paramLabel = "N",
      description = "state before a kill -9, MiB (default: ${DEFAULT-VALUE})",
      defaultValue = "1024")
  private int stateMb;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of Tidemark that is not the default, e.g. COMMIT_INTERVAL=200ms")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--results", paramLabel = "FILE", description = "write the results there")
  private @Nullable Path results;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private final Path home;
  private final Clock clock;
  private final Suite suite;

  private BenchCommand(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
    this.suite = new Suite(home);
  }

  /**
   * Runs a command line.
   *
   * @param home the folder of the sources
   * @return the exit code: 0 done, 1 failed, 2 wrong command line
   */
  public static int execute(Path home, Clock clock, String... arguments) {
    return new CommandLine(new BenchCommand(home, clock))
        .setUsageHelpAutoWidth(true)
        .execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
    Effort effort = effort();
    boolean all = what.equals("all");
    List<String> names = all ? Suite.ALL : List.of(what);
    if (!all && !suite.names().contains(what)) {
      throw wrong("WHAT is " + what + "; expected all or one of " + suite.names());
    }
    Machine machine = Machine.here(home);
    System.out.printf(
        "commit %s, JDK %s, %d cores, %s%n",
        machine.commit(), machine.jdk(), machine.cores(), machine.cpu());
    Findings findings = new Findings(System.out);
    List<String> failed = new ArrayList<>();
    ResultsFile.Run run = new ResultsFile.Run(clock.instant(), machine, effort, names, failed);
    if (all) {
      failed.addAll(new AllInTurn(effort).run(names, findings));
    } else {
      suite.get(what).run(effort, findings);
    }
    Table.print(findings, System.out);
    Path file = all && results == null ? home.resolve(folderOfResults(run)) : results;
    if (file != null) {
      ResultsFile.write(file, run, findings);
    }
    if (all) {
      System.out.println("\nresults: " + file);
    }
    if (!failed.isEmpty()) {
      System.err.println("tidemark: these benchmarks failed: " + String.join(", ", failed));
      return 1;
    }
    return 0;
  }

  private static Path folderOfResults(ResultsFile.Run run) {
    return Path.of("benchmarks", "results", run.fileName());
  }

  private Effort effort() {
    positive("--events", events);
    positive("--rounds", rounds);
    positive("--seconds", seconds);
    positive("--rate", rate);
    positive("--state-mb", stateMb);
    Map<String, String> keyed = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> keyed.put(key.startsWith("TIDEMARK_") ? key : "TIDEMARK_" + key, value));
    try {
      Defaults.with(keyed);
    } catch (InvalidSettingsException e) {
      throw wrong(e.getMessage());
    }
    return new Effort(events, rounds, seconds, rate, stateMb, keyed);
  }

  private void positive(String name, int value) {
    if (value < 1) {
      throw wrong(name + " is " + value + "; expected at least 1");
    }
  }

  private ParameterException wrong(@Nullable String why) {
    return new ParameterException(spec.commandLine(), String.valueOf(why));
  }
}
