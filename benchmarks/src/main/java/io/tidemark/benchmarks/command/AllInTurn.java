package io.tidemark.benchmarks.command;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.Main;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.report.ResultsFile;
import io.tidemark.benchmarks.system.ChildJvm;
import io.tidemark.benchmarks.system.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Benchmarks one after the other, each in a fresh process with the flags of this one. */
final class AllInTurn {
  private final Effort effort;
  private final Clock clock;

  AllInTurn(Effort effort, Clock clock) {
    this.effort = effort;
    this.clock = clock;
  }

  /** Is told after each benchmark. */
  interface Progress {
    /**
     * One more was run.
     *
     * @param done those that were, in this order
     * @param failed those of them that did not end
     */
    void after(List<String> done, List<String> failed) throws IOException;
  }

  /** Runs them all, whatever becomes of each; returns those that failed. */
  List<String> run(List<String> names, Findings findings, Progress progress)
      throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    Path folder = Folders.temporary();
    Instant first = clock.instant();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Instant begin = clock.instant();
      System.out.printf(
          "%n== %s: %d of %d, after %d min%n",
          name, i + 1, names.size(), Duration.between(first, begin).toMinutes());
      Path results = folder.resolve(name + ".json");
      Process child = ChildJvm.startAlike(Main.class, arguments(name, results));
      if (child.waitFor() != 0) {
        failed.add(name);
        System.out.println("== " + name + " FAILED");
      }
      if (Files.exists(results)) {
        ResultsFile.read(results, findings);
      }
      double seconds = Duration.between(begin, clock.instant()).toMillis() / 1e3;
      findings.add("took_s_" + name.replace('-', '_'), seconds);
      progress.after(names.subList(0, i + 1), failed);
    }
    Folders.delete(folder);
    return failed;
  }

  private List<String> arguments(String name, Path results) {
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.add("--events=" + effort.events());
    arguments.add("--sites=" + effort.sites());
    arguments.add("--paths=" + effort.paths());
    arguments.add("--users=" + effort.users());
    arguments.add("--rounds=" + effort.rounds());
    arguments.add("--seconds=" + effort.seconds());
    arguments.add("--rate=" + effort.rate());
    arguments.add("--state-mb=" + effort.stateMb());
    arguments.add("--results=" + results);
    effort.settings().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    return arguments;
  }
}
