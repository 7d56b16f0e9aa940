package io.tidemark.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.EventWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * JSON to event, and back: as slices of bytes, as the topology reads; as an {@link Event}, as the
 * gateway does; and what Jackson takes to go over the same tokens, keeping nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeJmh {
  private static final JsonFactory JACKSON = new JsonFactory();

  private final EventReader reader = new EventReader();
  private final EventBytes slices = new EventBytes();
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
  public Decoded.@Nullable Refused slices() {
    return slices.read(json[next++ & Events.COUNT - 1], null, Events.NEWEST_MS);
  }

  @Benchmark
  public Decoded read() {
    return reader.read(json[next++ & Events.COUNT - 1], defaults);
  }

  @Benchmark
  public int jackson() throws IOException {
    int sum = 0;
    try (JsonParser in = JACKSON.createParser(json[next++ & Events.COUNT - 1])) {
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        sum += name.length() + in.getTextLength();
      }
    }
    return sum;
  }

  @Benchmark
  public byte[] write() {
    return writer.write(events[next++ & Events.COUNT - 1]);
  }
}
