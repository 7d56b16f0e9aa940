package io.tidemark.benchmarks.micro;

import io.tidemark.topology.dedup.SeenEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An event looked up and remembered, with its share of a flush into the database (no changelog),
 * {@value #PER_FLUSH} to a flush. The window has always as many ids: for each that comes one
 * expires.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedupJmh {
  static final int PER_FLUSH = 8_192;

  @Benchmark
  @OperationsPerInvocation(PER_FLUSH)
  public int newOneOfAMillion(Million window) {
    return window.come(0);
  }

  @Benchmark
  @OperationsPerInvocation(PER_FLUSH)
  public int newOneOfFiveMillion(FiveMillion window) {
    return window.come(0);
  }

  /** One in a hundred was seen, at any time in the window. */
  @Benchmark
  @OperationsPerInvocation(PER_FLUSH)
  public int knownOnesOfFiveMillion(FiveMillion window) {
    return window.come(1);
  }

  /** A million ids in the window. */
  public static class Million extends Window {
    public Million() {
      super(1_000_000);
    }
  }

  /** Five million ids in the window. */
  public static class FiveMillion extends Window {
    public FiveMillion() {
      super(5_000_000);
    }
  }

  /** A full window of ids, and where the next ones come from. */
  @State(Scope.Thread)
  public abstract static class Window {
    private static final Duration LENGTH = Duration.ofHours(24);
    private static final byte[] SITE = "site-1.example".getBytes(StandardCharsets.UTF_8);

    private final long ids;
    private final ByteBuffer id = ByteBuffer.allocate(36);
    private final DatabaseRows rows = new DatabaseRows();
    private final SeenEvents seen = new SeenEvents(rows, LENGTH);
    private long next;

    Window(long ids) {
      this.ids = ids;
    }

    /** Lets two windows of ids come, so that there are some to expire. */
    @Setup
    public void fill() {
      while (next < 2 * ids) {
        come(0);
      }
    }

    @TearDown
    public void close() {
      System.out.printf("%.1f bytes in tables for each id%n", (double) rows.tableBytes() / ids);
      rows.close();
    }

    int come(int percentKnown) {
      int again = 0;
      for (int i = 0; i < PER_FLUSH; i++) {
        boolean known = i % 100 < percentKnown;
        long number = known ? next - 1 - mix(next) % (ids - ids / 100) : next++;
        again += seenBefore(number) ? 1 : 0;
      }
      seen.write(rows);
      rows.flush();
      seen.written();
      return again;
    }

    private boolean seenBefore(long number) {
      id.putLong(0, mix(number)).putLong(8, mix(~number));
      long arrivalMs = Events.NEWEST_MS + next * LENGTH.toMillis() / ids;
      return seen.seenBefore(SITE, 0, SITE.length, id.array(), 0, id.capacity(), arrivalMs);
    }

    /** A random number below 2^63 for each number. */
    private static long mix(long number) {
      long mixed = (number ^ number >>> 30) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
      return (mixed ^ mixed >>> 31) >>> 1;
    }
  }
}
