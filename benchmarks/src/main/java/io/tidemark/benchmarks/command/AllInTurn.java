package io.tidemark.benchmarks.command;

import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.Main;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.benchmarks.report.ResultsFile;
import io.tidemark.benchmarks.system.ChildJvm;
import io.tidemark.benchmarks.system.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Benchmarks one after the other, each in a fresh process with the flags of this one. */
final class AllInTurn {
  private final Effort effort;

  AllInTurn(Effort effort) {
    this.effort = effort;
  }

  /** Runs them; returns those that failed. */
  List<String> run(List<String> names, Findings findings) throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    Path folder = Folders.temporary();
    for (String name : names) {
      System.out.println("\n== " + name);
      Path results = folder.resolve(name + ".json");
      Process child = ChildJvm.startAlike(Main.class, arguments(name, results));
      if (child.waitFor() == 0) {
        ResultsFile.read(results, findings);
      } else {
        failed.add(name);
      }
    }
    Folders.delete(folder);
    return failed;
  }

  private List<String> arguments(String name, Path results) {
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.add("--events=" + effort.events());
    arguments.add("--rounds=" + effort.rounds());
    arguments.add("--seconds=" + effort.seconds());
    arguments.add("--rate=" + effort.rate());
    arguments.add("--state-mb=" + effort.stateMb());
    arguments.add("--results=" + results);
    effort.settings().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    return arguments;
  }
}
