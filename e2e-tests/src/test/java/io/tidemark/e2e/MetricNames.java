package io.tidemark.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of a process: name, type and labels, as they stand in the golden files {@code
 * metrics-gateway.txt} and {@code metrics-query.txt}, a line each. A line that ends in {@code
 * later} is of a metric that shows once something has happened, like a collection of garbage.
 */
final class MetricNames {
  private static final Path GOLDEN =
      Deployment.ROOT.resolve("e2e-tests/src/test/resources/io/tidemark/e2e");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Set<String> OF_TYPES = Set.of("le", "quantile");

  /** A metric. */
  record Metric(String name, String type, Set<String> labels, boolean later) {
    /** Without {@link #later}. */
    String text() {
      return name + " " + type + " " + (labels.isEmpty() ? "-" : String.join(",", labels));
    }

    static Metric parse(String line) {
      String[] parts = line.split(" ", -1);
      Set<String> labels = new TreeSet<>(parts[2].equals("-") ? List.of() : list(parts[2]));
      return new Metric(parts[0], parts[1], labels, parts.length > 3);
    }

    private static List<String> list(String text) {
      return List.of(text.split(",", -1));
    }
  }

  /** What an answer of {@code /metrics} tells, by name. */
  static Map<String, Metric> of(String exposition) {
    Map<String, Metric> metrics = new TreeMap<>();
    exposition
        .lines()
        .forEach(
            line -> {
              Matcher type = TYPE.matcher(line);
              Matcher sample = SAMPLE.matcher(line);
              if (type.matches()) {
                metrics.put(
                    type.group(1),
                    new Metric(type.group(1), type.group(2), new TreeSet<>(), false));
              } else if (!line.startsWith("#") && sample.matches()) {
                Metric metric = family(metrics, sample.group(1));
                Matcher labels = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (labels.find()) {
                  metric.labels().add(labels.group(1));
                }
                metric.labels().removeAll(OF_TYPES);
              }
            });
    return metrics;
  }

  /** The metric that a sample belongs to, as {@code x_seconds_bucket} to {@code x_seconds}. */
  static Metric family(Map<String, Metric> metrics, String sample) {
    Metric own = metrics.get(sample);
    if (own != null) {
      return own;
    }
    Metric family = metrics.get(sample.replaceFirst("_(bucket|count|sum)$", ""));
    if (family == null || family.type().equals("gauge") || family.type().equals("counter")) {
      throw new AssertionError(sample + " is of no known metric");
    }
    return family;
  }

  /** The golden file of a role. */
  static Map<String, Metric> golden(String role) throws IOException {
    Map<String, Metric> metrics = new TreeMap<>();
    for (String line : Files.readAllLines(file(role))) {
      Metric metric = Metric.parse(line);
      metrics.put(metric.name(), metric);
    }
    return metrics;
  }

  /** Both golden files. */
  static Map<String, Metric> golden() throws IOException {
    Map<String, Metric> all = golden("gateway");
    golden("query").forEach(all::putIfAbsent);
    return all;
  }

  /** Writes a golden file anew; what shows later stays. */
  static void update(String role, Map<String, Metric> seen) throws IOException {
    Map<String, Metric> all = new TreeMap<>(seen);
    if (Files.exists(file(role))) {
      golden(role)
          .forEach(
              (name, metric) -> {
                if (metric.later()) {
                  all.put(name, metric);
                }
              });
    }
    List<String> lines = new ArrayList<>();
    all.values().forEach(it -> lines.add(it.text() + (it.later() ? " later" : "")));
    Files.write(file(role), lines);
  }

  private static Path file(String role) {
    return GOLDEN.resolve("metrics-" + role + ".txt");
  }

  private MetricNames() {}
}
