package io.tidemark.standalone.process;

import io.tidemark.ingest.Backlog;
import io.tidemark.topology.view.Statistics;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the statistics of this process know of the queue, once they run. For any thread. */
final class StatisticsBacklog implements Backlog {
  private volatile @Nullable Statistics statistics;

  /** They run. */
  void know(Statistics started) {
    statistics = started;
  }

  @Override
  public OptionalLong length() {
    Statistics known = statistics;
    return known == null ? OptionalLong.empty() : known.backlog();
  }

  /** Until they run nothing is known against Kafka. */
  @Override
  public boolean connected() {
    Statistics known = statistics;
    return known == null || known.connected();
  }
}
