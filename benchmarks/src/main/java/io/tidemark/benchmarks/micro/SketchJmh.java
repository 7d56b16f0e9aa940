package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.users.UserSketch;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The users' sketch: an added user, one written and read again, a union. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SketchJmh {
  private static final int USERS = 200_000;

  private final UserSketch sketch = new UserSketch();
  private final UserSketch other = new UserSketch();
  private byte[] bytes = {};
  private final SplittableRandom random = new SplittableRandom(1);

  @Setup
  public void fill() {
    for (int user = 0; user < USERS; user++) {
      sketch.add(UserSketch.hash("u" + user));
      other.add(UserSketch.hash("v" + user));
    }
    bytes = sketch.toBytes();
  }

  @Benchmark
  public long hash() {
    return UserSketch.hash("u123456");
  }

  @Benchmark
  public boolean add() {
    return sketch.add(random.nextLong());
  }

  @Benchmark
  public byte[] writeAndRead() {
    return UserSketch.fromBytes(bytes).toBytes();
  }

  @Benchmark
  public UserSketch union() {
    sketch.union(other);
    return sketch;
  }
}
