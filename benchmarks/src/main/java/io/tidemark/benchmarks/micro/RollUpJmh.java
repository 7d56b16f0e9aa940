package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.rollup.Rollups;
import java.util.Arrays;
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
 * events changed, per event, without the database.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RollUpJmh {
  static final int PER_FLUSH = 8_192;

  private final MemoryRows rows = new MemoryRows();
  private Rollups rollups = MemoryRollups.on(rows);
  private EventBytes[] events = {};
  private int next;

  @Setup
  public void fill() {
    events = Arrays.stream(Events.make()).map(EventBytes::of).toArray(EventBytes[]::new);
    rollups = MemoryRollups.on(rows);
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

  private void flush() {
    rollups.write(rows);
    rollups.written();
  }
}
