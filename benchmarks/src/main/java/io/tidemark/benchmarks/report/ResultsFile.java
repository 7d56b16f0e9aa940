package io.tidemark.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.benchmarks.Effort;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of results: one JSON object, in which the run's circumstances and every figure are flat
 * members, and {@code repetitions} holds all that each median is of. A figure that has a target and
 * was not measured is null.
 */
public final class ResultsFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneOffset.UTC);

  private ResultsFile() {}

  /**
   * What a run was.
   *
   * @param started when it began
   * @param benchmarks that were run
   * @param failed those of them that did not end
   */
  public record Run(
      Instant started,
      Machine machine,
      Effort effort,
      List<String> benchmarks,
      List<String> failed) {}

  /** A file's name: {@code yyyyMMddTHHmm-commit.json}, in UTC. */
  public static String name(Instant started, Machine machine) {
    return STAMP.format(started) + "-" + machine.commit() + ".json";
  }

  public static void write(Path file, Run run, Findings findings) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    all.put("started", run.started().toString());
    all.set("benchmarks", JSON.valueToTree(run.benchmarks()));
    all.set("failed", JSON.valueToTree(run.failed()));
    all.setAll((ObjectNode) JSON.valueToTree(run.machine()));
    all.setAll((ObjectNode) JSON.valueToTree(run.effort()));
    Target.ALL.forEach(target -> all.putNull(target.key()));
    findings.figures().forEach((key, figure) -> all.set(key, number(figure)));
    all.set("ratio_keys", JSON.valueToTree(findings.ratios().keySet()));
    ObjectNode repetitions = all.putObject("repetitions");
    findings
        .repetitions()
        .forEach(
            (key, values) -> {
              var list = repetitions.putArray(key);
              values.forEach(value -> list.add(number(value)));
            });
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
  }

  /** Adds what such a file tells to the findings. */
  public static void read(Path file, Findings into) throws IOException {
    JsonNode all = JSON.readTree(file.toFile());
    Map<String, List<Double>> repetitions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> values : all.path("repetitions").properties()) {
      List<Double> list = new ArrayList<>();
      values.getValue().forEach(value -> list.add(value.asDouble(Double.NaN)));
      repetitions.put(values.getKey(), list);
    }
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (JsonNode key : all.path("ratio_keys")) {
      ratios.put(key.asText(), all.path(key.asText()).asDouble(Double.NaN));
    }
    into.addAll(repetitions, ratios);
  }

  /** Six digits that count; null for what is no number. */
  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? DoubleNode.valueOf(new BigDecimal(value, new MathContext(6)).doubleValue())
        : NullNode.getInstance();
  }
}
