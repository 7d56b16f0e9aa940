package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.MetricNames.Metric;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A running process shows the metrics of the golden files, no others, and not too many. {@code
 * -Dgolden.update=true} writes them anew.
 */
class MetricsIT {
  private static final int MOST_LINES = 2_000;

  @Test
  void gateway_metrics_areTheGoldenOnes() throws Exception {
    TidemarkProcess tidemark = Shared.instance();
    count(tidemark);

    check("gateway", tidemark.ingest("/metrics"));
  }

  @Test
  void queryServer_metrics_areTheGoldenOnes() throws Exception {
    TidemarkProcess tidemark = Shared.instance();
    count(tidemark);
    Http.get(tidemark.query("/stats?site_id=metrics&date=nonsense"));

    check("query", tidemark.query("/metrics"));
  }

  private static void count(TidemarkProcess tidemark) throws Exception {
    Http.post(tidemark.ingest("/event"), "{\"site_id\":\"metrics\",\"path\":\"/\"}");
    Http.post(tidemark.ingest("/event"), "{\"site_id\":\"metrics\"}");
    Stats.await(tidemark, "metrics", 1);
  }

  private static void check(String role, String url) throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      MetricNames.update(role, MetricNames.of(Http.get(url).text()));
    }
    Map<String, Metric> golden = MetricNames.golden(role);
    Set<String> always = texts(golden, false);
    // Kafka's clients show some of theirs after the first use, and they are looked at now and then.
    Await.until(
        Duration.ofSeconds(45),
        () -> seen(url).containsAll(always),
        () -> "missing: " + missing(url, always));

    assertThat(texts(golden, true)).containsAll(seen(url));
    assertThat(Http.get(url).text().lines().count()).isLessThan(MOST_LINES);
  }

  private static Set<String> missing(String url, Set<String> expected) {
    Set<String> missing = new TreeSet<>(expected);
    try {
      missing.removeAll(seen(url));
    } catch (Exception e) {
      missing.add(e.toString());
    }
    return missing;
  }

  private static Set<String> seen(String url) throws Exception {
    return texts(MetricNames.of(Http.get(url).text()), true);
  }

  private static Set<String> texts(Map<String, Metric> metrics, boolean evenLater) {
    return metrics.values().stream()
        .filter(metric -> evenLater || !metric.later())
        .map(Metric::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
