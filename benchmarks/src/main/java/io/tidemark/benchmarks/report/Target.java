package io.tidemark.benchmarks.report;

import java.util.List;

/**
 * What a figure is to be.
 *
 * @param key the figure
 * @param atLeast the worst that is good enough
 * @param aim what is wanted
 */
public record Target(String key, double atLeast, double aim) {

  /** In the order in which they are shown. */
  public static final List<Target> ALL =
      List.of(
          new Target("catch_up_vs_parse", 0.7, 1.5),
          new Target("catch_up_vs_dsl", 5, 12),
          new Target("ingest_vs_bare", 0.6, 0.85),
          new Target("ingest_p99_ms_at_10k", 20, 5),
          new Target("batch_events_per_s_vs_parse", 0.4, 0.8),
          new Target("query_vs_livez", 0.5, 0.85),
          new Target("query_day_p99_ms", 10, 2),
          new Target("query_year_p99_ms", 50, 10),
          new Target("fresh_p99_ms", 100, 20),
          new Target("scale_sites", 5, 2),
          new Target("scale_paths", 3, 1.5),
          new Target("scale_days", 3, 1.5),
          new Target("log_bytes_per_event", 150, 90),
          new Target("changelog_bytes_per_event", 150, 60),
          new Target("state_bytes_per_event", 120, 60),
          new Target("dedupe_bytes_per_id", 48, 24),
          new Target("restore_vs_catch_up", 1, 5),
          new Target("restart_after_kill_s", 60, 10),
          new Target("flush_p99_ms", 1000, 250),
          new Target("idle_rss_mb", 500, 300),
          new Target("start_ms", 4000, 1500));

  /** Whether a smaller figure is a better one. */
  boolean lessIsBetter() {
    return aim < atLeast;
  }

  /** How a figure stands: {@code aim}, {@code met} or {@code NOT MET}. */
  public String verdict(double figure) {
    if (reaches(figure, aim)) {
      return "aim";
    }
    return reaches(figure, atLeast) ? "met" : "NOT MET";
  }

  private boolean reaches(double figure, double bound) {
    return lessIsBetter() ? figure <= bound : figure >= bound;
  }
}
