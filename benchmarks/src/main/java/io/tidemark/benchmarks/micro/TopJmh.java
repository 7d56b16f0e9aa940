package io.tidemark.benchmarks.micro;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.Field;
import io.tidemark.topology.rollup.Rollups;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.TopValues;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The best values of a site in memory: ten and a thousand of a day's paths, out of the list that is
 * kept as events come, and ten of all time, which merges the open days.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TopJmh {
  private Rollups rollups = MemoryRollups.empty();
  private String site = "";
  private long day;

  @Setup
  public void fill() {
    EventBytes[] events =
        Arrays.stream(Events.make()).map(EventBytes::of).toArray(EventBytes[]::new);
    site = Objects.requireNonNull(events[0].text(Field.SITE_ID));
    day = Level.DAY.startOf(events[0].timestampMs(), ZoneOffset.UTC);
    rollups = MemoryRollups.empty();
    for (EventBytes event : events) {
      rollups.add(event, Events.NEWEST_MS);
    }
  }

  @Benchmark
  public TopValues tenOfDay() {
    return rollups.top(site, Level.DAY, day, Dimension.PATH, 10);
  }

  @Benchmark
  public TopValues thousandOfDay() {
    return rollups.top(site, Level.DAY, day, Dimension.PATH, 1_000);
  }

  @Benchmark
  public TopValues tenOfAllTime() {
    return rollups.top(site, Level.ALL, 0, Dimension.PATH, 10);
  }
}
