package io.tidemark.benchmarks.micro;

import io.tidemark.topology.dedup.SeenEvents;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ids that were never seen, {@value #PER_FLUSH} to a flush; without the database. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedupJmh {
  static final int PER_FLUSH = 8_192;

  private final SplittableRandom random = new SplittableRandom(1);
  private final String[] ids = new String[PER_FLUSH];
  private MemoryRows rows = new MemoryRows();
  private SeenEvents seen = new SeenEvents(rows, Duration.ofHours(24));

  @Setup(Level.Invocation)
  public void newIds() {
    for (int i = 0; i < PER_FLUSH; i++) {
      ids[i] = new UUID(random.nextLong(), random.nextLong()).toString();
    }
    rows = new MemoryRows();
    seen = new SeenEvents(rows, Duration.ofHours(24));
  }

  @Benchmark
  @OperationsPerInvocation(PER_FLUSH)
  public int newIdsAndFlush() {
    int again = 0;
    for (String id : ids) {
      again += seen.seenBefore("site-1.example", id, Events.NEWEST_MS) ? 1 : 0;
    }
    seen.write(rows);
    seen.written();
    return again;
  }
}
