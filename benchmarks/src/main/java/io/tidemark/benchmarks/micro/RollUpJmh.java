package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.TopologyConfig;
import io.tidemark.topology.rollup.Retention;
import io.tidemark.topology.rollup.RollupLimits;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An event added to all its buckets, with all dimensions; the flush of what {@value #PER_FLUSH}
 * events changed, per event, without the database; and the top ten paths of a site.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RollUpJmh {
  static final int PER_FLUSH = 8_192;
  private static final int CACHED_ROWS = 10_000_000;

  private final MemoryRows rows = new MemoryRows();
  private Rollups rollups = rollups();
  private EventBytes[] events = {};
  private String site = "";
  private int next;

  @Setup
  public void fill() {
    events = Arrays.stream(Events.make()).map(EventBytes::of).toArray(EventBytes[]::new);
    site = Objects.requireNonNull(events[0].text(Field.SITE_ID));
    rollups = rollups();
    for (EventBytes event : events) {
      rollups.add(event, Events.NEWEST_MS);
    }
    flush();
  }

  /** Flushes as often as a commit would. */
  @Benchmark
  @OperationsPerInvocation(PER_FLUSH)
  public int addAndFlush() {
    for (int i = 0; i < PER_FLUSH; i++) {
      rollups.add(events[next++ & Events.COUNT - 1], Events.NEWEST_MS);
    }
    int dirty = rollups.dirtyRows();
    flush();
    return dirty;
  }

  /** The same buckets again and again: all they change is dirty already. */
  @Benchmark
  public int add() {
    rollups.add(events[next++ & Events.COUNT - 1], Events.NEWEST_MS);
    return rollups.dirtyRows();
  }

  @Benchmark
  public TopValues topTen() {
    return rollups.top(site, Level.ALL, 0, Dimension.PATH, 10);
  }

  private void flush() {
    rollups.write(rows);
    rollups.written();
  }

  private Rollups rollups() {
    return new Rollups(
        rows,
        new RollupLimits(
            Retention.of(Duration.ofDays(20_000), Duration.ofDays(20_000)),
            TopologyConfig.Caps.DEFAULT,
            EnumSet.copyOf(TopologyConfig.DEFAULT_DIMENSIONS),
            100_000,
            CACHED_ROWS));
  }
}
