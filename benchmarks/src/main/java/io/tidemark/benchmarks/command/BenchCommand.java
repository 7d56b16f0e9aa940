package io.tidemark.benchmarks.command;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.Suite;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.report.Machine;
import io.tidemark.benchmarks.report.ResultsFile;
import io.tidemark.benchmarks.report.Table;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "catch-up    the whole log counted, beside a parser and the Streams DSL; bytes",
      "ingest      POST /event and /events/batch, beside the gateway without Kafka",
      "query       /stats on many site days, on a day and a year of a big site",
      "fresh       from the 202 to the answer, at 20,000 events/s",
      "scale       cost per event of many sites, paths, days",
      "flush       what a commit writes, of 100,000 active sites",
      "restore     stores rebuilt from changelogs",
      "kill        restart after kill -9 with 1 GB of state",
      "start       start and memory of ./tidemark up",
      "micro       the pieces of the hot path, by JMH",
      "all         all of these, into benchmarks/results: half an hour or more",
      "",
      "More: enrichment; rows (what statistics weigh); floor (Kafka Streams and",
      "RocksDB without counting, beside a parser); loop (counting without Kafka",
      "Streams and RocksDB); ingest-floor (POST /event beside topologies that do",
      "less)."
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

  @Mixin private final EffortOptions effort = new EffortOptions();

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
    Effort wanted = effort.effort();
    boolean all = what.equals("all");
    List<String> names = all ? Suite.ALL : List.of(what);
    if (!suite.names().containsAll(names)) {
      throw new ParameterException(
          spec.commandLine(), "WHAT is " + what + "; expected all or one of " + suite.names());
    }
    Machine machine = Machine.here(home);
    System.out.printf(
        "commit %s, JDK %s, %d cores, %s%n",
        machine.commit(), machine.jdk(), machine.cores(), machine.cpu());
    Findings findings = new Findings(System.out);
    Instant started = clock.instant();
    Path file = all && results == null ? home.resolve(fileOfAll(started, machine)) : results;
    AllInTurn.Progress keeping =
        (done, failed) -> {
          if (file != null) {
            ResultsFile.Run run = new ResultsFile.Run(started, machine, wanted, done, failed);
            ResultsFile.write(file, run, findings);
          }
        };
    List<String> failed;
    if (all) {
      failed = new AllInTurn(wanted, clock).run(names, findings, keeping);
    } else {
      failed = one(wanted, findings);
      keeping.after(names, failed);
    }
    Table.print(findings, all, System.out);
    if (all) {
      System.out.printf(
          "%n%d minutes; results: %s%n",
          Duration.between(started, clock.instant()).toMinutes(), file);
    }
    if (!failed.isEmpty()) {
      System.err.println("tidemark: these benchmarks failed: " + String.join(", ", failed));
      return 1;
    }
    return 0;
  }

  /** Runs one in this process; what it found before it failed is kept. */
  @SuppressWarnings("CatchAndPrintStackTrace") // for whoever waits at the terminal
  private List<String> one(Effort wanted, Findings findings) {
    try {
      suite.get(what).run(wanted, findings);
      return List.of();
    } catch (Exception e) {
      e.printStackTrace();
      return List.of(what);
    }
  }

  private static Path fileOfAll(Instant started, Machine machine) {
    return Path.of("benchmarks", "results", ResultsFile.name(started, machine));
  }
}
