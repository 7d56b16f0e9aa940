package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.EventBytes;
import io.tidemark.topology.rollup.Rollups;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One flush of what {@value #EVENTS} events changed, into the database, without a changelog; the
 * events themselves are not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlushJmh {
  static final int EVENTS = 8_192;

  private final DatabaseRows rows = new DatabaseRows();
  private final Rollups rollups = MemoryRollups.on(rows);
  private EventBytes[] events = {};
  private int next;

  @Setup
  public void make() {
    events = Arrays.stream(Events.make()).map(EventBytes::of).toArray(EventBytes[]::new);
  }

  @Setup(Level.Invocation)
  public void change() {
    for (int i = 0; i < EVENTS; i++) {
      rollups.add(events[next++ & Events.COUNT - 1], Events.NEWEST_MS);
    }
  }

  @Benchmark
  public int ofEightThousandEvents() {
    int dirty = rollups.dirtyRows();
    rollups.write(rows);
    rows.flush();
    rollups.written();
    return dirty;
  }

  @TearDown
  public void close() {
    rows.close();
  }
}
