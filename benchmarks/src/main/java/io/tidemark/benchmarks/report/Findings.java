package io.tidemark.benchmarks.report;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has measured, by key: every repetition, and ratios. Keys end in their unit. Not
 * thread-safe.
 */
public final class Findings {
  private final PrintStream out;
  private final Map<String, List<Double>> repetitions = new LinkedHashMap<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param out where each figure is told as it comes
   */
  public Findings(PrintStream out) {
    this.out = out;
  }

  /** None yet, and nobody is told: for warming up. */
  public static Findings unheard() {
    return new Findings(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /** Adds one repetition. */
  public void add(String key, double value) {
    repetitions.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
    tell(key, value);
  }

  /** Adds the ratio of two medians. */
  public void ratio(String key, String over, String under) {
    ratio(key, median(over) / median(under));
  }

  /**
   * Adds the median of the rounds' ratios, for what is measured in turn: the two of a round have
   * most nearly the same machine.
   *
   * @throws IllegalArgumentException the two were not measured equally often
   */
  public void ratioByRound(String key, String over, String under) {
    List<Double> overs = repetitions.getOrDefault(over, List.of());
    List<Double> unders = repetitions.getOrDefault(under, List.of());
    if (overs.isEmpty() || overs.size() != unders.size()) {
      throw new IllegalArgumentException(over + " and " + under + " do not have the same rounds");
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < overs.size(); round++) {
      ratios.add(overs.get(round) / unders.get(round));
    }
    ratio(key, median(ratios));
  }

  /** Adds a ratio. */
  public void ratio(String key, double value) {
    ratios.put(key, value);
    tell(key, value);
  }

  /** Adds what another run has measured. */
  public void addAll(Map<String, List<Double>> others, Map<String, Double> theirRatios) {
    others.forEach((key, values) -> repetitions.put(key, List.copyOf(values)));
    ratios.putAll(theirRatios);
  }

  /**
   * The median of a key's repetitions; of an even number the mean of the two in the middle.
   *
   * @throws IllegalArgumentException nothing was measured under this key
   */
  public double median(String key) {
    List<Double> values = repetitions.get(key);
    if (values == null) {
      throw new IllegalArgumentException(key + " was not measured");
    }
    return median(values);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Every repetition, in the order of the keys' first. */
  public Map<String, List<Double>> repetitions() {
    return repetitions;
  }

  public Map<String, Double> ratios() {
    return ratios;
  }

  /** Ratios and medians. */
  public Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>(ratios);
    repetitions.keySet().forEach(key -> figures.put(key, median(key)));
    return figures;
  }

  private void tell(String key, double value) {
    out.printf("  %-44s %14s%n", key, Table.number(value));
  }
}
