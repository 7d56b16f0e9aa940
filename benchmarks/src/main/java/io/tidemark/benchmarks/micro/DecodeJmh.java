package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** JSON to event, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeJmh {
  private final EventReader reader = new EventReader();
  private final EventWriter writer = new EventWriter();
  private final EventDefaults defaults = new EventDefaults(null, Events.NEWEST_MS);
  private Event[] events = {};
  private byte[][] json = {};
  private int next;

  @Setup
  public void fill() {
    events = Events.make();
    json = new byte[events.length][];
    for (int i = 0; i < events.length; i++) {
      json[i] = writer.write(events[i]);
    }
  }

  @Benchmark
  public Decoded read() {
    return reader.read(json[next++ & Events.COUNT - 1], defaults);
  }

  @Benchmark
  public byte[] write() {
    return writer.write(events[next++ & Events.COUNT - 1]);
  }
}
