package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.BatchReader;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
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
import org.openjdk.jmh.infra.Blackhole;

/** The body of a batch to its events, per event; each body is in the processor's cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BatchJmh.EVENTS)
public class BatchJmh {
  static final int EVENTS = 512;

  private final BatchReader reader = new BatchReader();
  private final EventDefaults defaults = new EventDefaults(null, Events.NEWEST_MS);
  private byte[][] bodies = {};
  private int next;

  @Setup
  public void fill() {
    Event[] events = Events.make();
    bodies = new byte[events.length / EVENTS][];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = array(Arrays.asList(events).subList(i * EVENTS, (i + 1) * EVENTS));
    }
  }

  private static byte[] array(Iterable<Event> events) {
    EventWriter writer = new EventWriter();
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    char separator = '[';
    for (Event event : events) {
      array.write(separator);
      array.writeBytes(writer.write(event));
      separator = ',';
    }
    array.write(']');
    return array.toByteArray();
  }

  /** Takes the next body into the cache. */
  @Setup(Level.Invocation)
  public void receive(Blackhole out) {
    next = (next + 1) % bodies.length;
    out.consume(Arrays.hashCode(bodies[next]));
  }

  @Benchmark
  public void read(Blackhole out) {
    out.consume(reader.read(bodies[next], defaults));
  }
}
