package io.tidemark.benchmarks.rows;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import java.util.Set;

/**
 * What an event's statistics weigh, with all dimensions and with paths alone: rows and bytes
 * written (uncompressed, a flush every 20,000 events) and stored. Bytes do not depend on the
 * machine.
 */
public final class RowSizeBenchmark implements Benchmark {
  private static final int EVENTS_PER_FLUSH = 20_000;
  private static final long NEWEST_MS = 1_763_000_000_000L;
  private static final int CACHED_ROWS = 5_000_000;
  private static final int MAX_SITES = 100_000;

  @Override
  public void run(Effort effort, Findings findings) {
    measure("paths_alone", Set.of(Dimension.PATH), effort.events(), findings);
    measure("all_dimensions", TopologyConfig.DEFAULT_DIMENSIONS, effort.events(), findings);
  }

  private static void measure(
      String name, Set<Dimension> dimensions, int events, Findings findings) {
    SizedRows rows = new SizedRows();
    Retention keepAll = new Retention(Retention.FOR_EVER, Retention.FOR_EVER);
    Rollups rollups =
        new Rollups(
            rows,
            new RollupLimits(
                keepAll, TopologyConfig.Caps.DEFAULT, dimensions, MAX_SITES, CACHED_ROWS));
    EventSource source = new EventSource(Workload.standard(events), NEWEST_MS);
    for (int i = 1; i <= events; i++) {
      rollups.add(EventBytes.of(source.next()), NEWEST_MS);
      if (i % EVENTS_PER_FLUSH == 0 || i == events) {
        rollups.write(rows);
        rollups.written();
      }
    }
    findings.add("rows_written_" + name, (double) rows.writtenRows() / events);
    findings.add("row_bytes_written_" + name, (double) rows.writtenBytes() / events);
    findings.add("row_bytes_stored_" + name, (double) rows.storedBytes() / events);
  }
}
