package io.tidemark.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.io.IOException;
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

/**
 * JSON to event, and back: as slices of bytes, as the topology reads; as an {@link Event}, as the
 * gateway does; and what Jackson takes to go over the same tokens, keeping nothing.
 *
 * <p>Events come in batches that are in the processor's cache, as those are that a consumer has
 * just copied; no two of them are the same, so that no branch is learnt by heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DecodeJmh.BATCH)
public class DecodeJmh {
  static final int BATCH = 1024;
  private static final JsonFactory JACKSON = new JsonFactory();

  private final EventReader reader = new EventReader();
  private final EventBytes slices = new EventBytes();
  private final EventWriter writer = new EventWriter();
  private final EventDefaults defaults = new EventDefaults(null, Events.NEWEST_MS);
  private Event[] events = {};
  private byte[][] json = {};
  private int start;

  @Setup
  public void fill() {
    events = Events.make();
    json = new byte[events.length][];
    for (int i = 0; i < events.length; i++) {
      json[i] = writer.write(events[i]);
    }
  }

  /** Takes the next batch into the cache. */
  @Setup(Level.Invocation)
  public void poll(Blackhole out) {
    start = (start + BATCH) & (Events.COUNT - 1);
    for (int i = start; i < start + BATCH; i++) {
      out.consume(Arrays.hashCode(json[i]));
    }
  }

  @Benchmark
  public void slices(Blackhole out) {
    for (int i = start; i < start + BATCH; i++) {
      out.consume(slices.read(json[i], null, Events.NEWEST_MS));
    }
  }

  @Benchmark
  public void read(Blackhole out) {
    for (int i = start; i < start + BATCH; i++) {
      out.consume(reader.read(json[i], defaults));
    }
  }

  @Benchmark
  public void jackson(Blackhole out) throws IOException {
    for (int i = start; i < start + BATCH; i++) {
      out.consume(tokens(json[i]));
    }
  }

  @Benchmark
  public void write(Blackhole out) {
    for (int i = start; i < start + BATCH; i++) {
      out.consume(writer.write(events[i]));
    }
  }

  private static int tokens(byte[] json) throws IOException {
    int sum = 0;
    try (JsonParser in = JACKSON.createParser(json)) {
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        sum += name.length() + in.getTextLength();
      }
    }
    return sum;
  }
}
