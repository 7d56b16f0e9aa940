package io.tidemark.benchmarks.report;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings for people: the figures that have a target, then the others. */
public final class Table {
  private Table() {}

  /**
   * Prints it.
   *
   * @param all whether a figure that has a target and was not measured gets its line too
   */
  public static void print(Findings findings, boolean all, PrintStream out) {
    Map<String, Double> left = new LinkedHashMap<>(findings.figures());
    out.printf("%n%-44s %14s %10s %10s%n", "figure (medians of the rounds)", "", "at least", "aim");
    for (Target target : Target.ALL) {
      Double figure = left.remove(target.key());
      if (figure != null) {
        out.printf(
            "%-44s %14s %10s %10s  %s%n",
            target.key(),
            number(figure),
            bound(target, target.atLeast()),
            bound(target, target.aim()),
            target.verdict(figure));
      } else if (all) {
        out.printf("%-44s %14s%n", target.key(), "NOT MEASURED");
      }
    }
    out.println();
    left.forEach(
        (key, figure) ->
            out.printf("%-44s %14s  %s%n", key, number(figure), spread(findings, key)));
  }

  private static String bound(Target target, double bound) {
    return (target.lessIsBetter() ? "≤ " : "≥ ") + number(bound);
  }

  /** The least and the greatest repetition. */
  private static String spread(Findings findings, String key) {
    List<Double> values = findings.repetitions().getOrDefault(key, List.of());
    if (values.size() < 2) {
      return "";
    }
    List<Double> sorted = values.stream().sorted().toList();
    return "%s … %s, n %d"
        .formatted(number(sorted.get(0)), number(sorted.get(sorted.size() - 1)), sorted.size());
  }

  /** Three digits that count, or whole with thousands apart. */
  static String number(double value) {
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
  }
}
