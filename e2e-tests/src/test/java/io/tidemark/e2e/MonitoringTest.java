package io.tidemark.e2e;

import static io.tidemark.e2e.Deployment.list;
import static io.tidemark.e2e.Deployment.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.e2e.MetricNames.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards, alerts and the page on operating speak of metrics that there are, and of all. */
class MonitoringTest {
  private static final Path DASHBOARDS = Deployment.ROOT.resolve("deploy/grafana/dashboards");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:tidemark|kafka|jvm|jetty|process|system|disk)_\\w+|\\bup\\b");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

  @Test
  void dashboards_namesInExpressions_areMetrics() throws IOException {
    Map<String, Metric> metrics = MetricNames.golden();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        List<String> expressions = expressions(file);
        assertThat(expressions).as(file.toString()).hasSizeGreaterThan(5);
        expressions.forEach(expression -> assertKnown(metrics, expression));
      }
    }
  }

  @Test
  void dashboards_aloneAndTogether_haveIdentitiesOfTheirOwn() throws IOException {
    Set<String> identities = new TreeSet<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
        assertThat(identities.add(dashboard.path("uid").asText())).isTrue();
        Set<Integer> panels = new TreeSet<>();
        dashboard
            .path("panels")
            .forEach(panel -> assertThat(panels.add(panel.path("id").asInt())).isTrue());
      }
    }
  }

  @Test
  void alerts_namesInExpressions_areMetrics() throws IOException {
    Map<String, Metric> metrics = MetricNames.golden();
    for (Map<String, Object> alert : alerts()) {
      assertKnown(metrics, alert.get("expr").toString());
    }
  }

  @Test
  void alerts_everyOne_isExplainedAndTellsWhere() throws IOException {
    String page = Deployment.text("docs/operating.md");
    for (Map<String, Object> alert : alerts()) {
      String name = alert.get("alert").toString();
      assertThat(page).contains("\n### " + name + "\n");
      assertThat(map(alert.get("labels")).get("severity")).as(name).isIn("critical", "warning");
      assertThat(map(alert.get("annotations")))
          .containsKey("summary")
          .containsEntry("runbook", "docs/operating.md#" + name.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void operatingPage_listOfMetrics_isTheGoldenOne() throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher rows = ROW.matcher(Deployment.text("docs/operating.md"));
    while (rows.find()) {
      String labels = rows.group(4).replace("`", "").replace(" ", "");
      documented.add(rows.group(1) + " " + rows.group(2) + " " + labels);
    }
    Map<String, Metric> golden = MetricNames.golden();
    Set<String> expected =
        golden.values().stream()
            .filter(
                metric ->
                    !golden.containsKey(metric.name().replaceFirst("_max$", ""))
                        || !metric.name().endsWith("_max"))
            .map(Metric::text)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).containsExactlyElementsOf(expected);
  }

  private static void assertKnown(Map<String, Metric> metrics, String expression) {
    String outsideOfLabels = expression.replaceAll("\\{[^}]*}", "");
    outsideOfLabels = outsideOfLabels.replaceAll("\\bby \\([^)]*\\)", "");
    Matcher names = NAME.matcher(outsideOfLabels);
    int found = 0;
    while (names.find()) {
      found++;
      if (!names.group().equals("up")) {
        assertThat(MetricNames.family(metrics, names.group())).isNotNull();
      }
    }
    assertThat(found).as(expression).isPositive();
  }

  private static List<String> expressions(Path file) throws IOException {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(file.toFile()).path("panels")) {
      panel.path("targets").forEach(it -> expressions.add(it.path("expr").asText()));
    }
    return expressions;
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (Object group : list(Deployment.yaml("deploy/prometheus/alerts.yml").get("groups"))) {
      list(map(group).get("rules")).forEach(rule -> alerts.add(map(rule)));
    }
    assertThat(alerts).hasSizeGreaterThan(10);
    return alerts;
  }
}
