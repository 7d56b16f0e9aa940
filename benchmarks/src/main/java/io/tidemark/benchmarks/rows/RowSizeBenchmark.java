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
 * What an event's statistics weigh, with all dimensions, with paths alone, and with all dimensions
 * of 100,000 sites: rows and bytes written (uncompressed, a flush every 20,000 events, of many
 * sites every 5,000), by what the rows are of, and stored. Bytes do not depend on the machine.
 */
public final class RowSizeBenchmark implements Benchmark {
  private static final int EVENTS_PER_FLUSH = 20_000;
  private static final int MANY_SITES = 100_000;
  private static final int EVENTS_PER_FLUSH_OF_MANY = 5_000;
  private static final long NEWEST_MS = 1_763_000_000_000L;
  private static final int CACHED_ROWS = 5_000_000;
  private static final int MAX_SITES = 200_000;

  @Override
  public void run(Effort effort, Findings findings) {
    Workload standard = effort.data();
    Workload many = standard.withSites(MANY_SITES, 1.0);
    Set<Dimension> all = TopologyConfig.DEFAULT_DIMENSIONS;
    measure("paths_alone", standard, Set.of(Dimension.PATH), EVENTS_PER_FLUSH, findings);
    measure("all_dimensions", standard, all, EVENTS_PER_FLUSH, findings);
    measure("many_sites", many, all, EVENTS_PER_FLUSH_OF_MANY, findings);
  }

  private static void measure(
      String name,
      Workload workload,
      Set<Dimension> dimensions,
      int eventsPerFlush,
      Findings findings) {
    int events = workload.events();
    SizedRows rows = new SizedRows();
    Retention keepAll = new Retention(Retention.FOR_EVER, Retention.FOR_EVER);
    Rollups rollups =
        new Rollups(
            rows,
            new RollupLimits(
                keepAll, TopologyConfig.Caps.DEFAULT, dimensions, MAX_SITES, CACHED_ROWS));
    EventSource source = new EventSource(workload, NEWEST_MS);
    for (int i = 1; i <= events; i++) {
      rollups.add(EventBytes.of(source.next()), NEWEST_MS);
      if (i % eventsPerFlush == 0 || i == events) {
        rollups.write(rows);
        rollups.written();
      }
    }
    findings.add("rows_written_" + name, (double) rows.writtenRows() / events);
    findings.add("row_bytes_written_" + name, (double) rows.writtenBytes() / events);
    findings.add("row_bytes_stored_" + name, (double) rows.storedBytes() / events);
    for (int kind = 0; kind < SizedRows.KINDS.size(); kind++) {
      String key = name + "_" + SizedRows.KINDS.get(kind);
      findings.add("rows_written_" + key, (double) rows.writtenRows(kind) / events);
      findings.add("row_bytes_written_" + key, (double) rows.writtenBytes(kind) / events);
    }
  }
}
