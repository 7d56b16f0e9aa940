package io.tidemark.benchmarks.data;

import io.tidemark.benchmarks.system.Progress;
import io.tidemark.schemas.event.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the topic.
 *
 * @param viewsOfSite the views that the statistics must tell of each site, duplicates left out
 * @param events how many, duplicates included
 * @param ids how many, duplicates left out
 * @param valueBytes bytes of all values
 */
public record EventLog(Map<String, Long> viewsOfSite, long events, long ids, long valueBytes) {

  /** Appends a workload's events, and returns when they are acknowledged. */
  public static EventLog write(
      Workload workload, long newestMs, Map<String, Object> kafka, int partitions) {
    return write(workload.events(), new EventSource(workload, newestMs)::next, kafka, partitions);
  }

  /** Appends so many events of a source, of which copies follow their originals. */
  public static EventLog write(
      int events, Supplier<Event> source, Map<String, Object> kafka, int partitions) {
    Map<String, Long> views = new HashMap<>();
    long bytes = 0;
    long ids = 0;
    try (LogWriter writer = new LogWriter(kafka, partitions);
        Progress bar = Progress.of("writing events", events)) {
      @Nullable String previousId = null;
      for (int i = 0; i < events; i++) {
        Event event = source.get();
        bytes += writer.write(event);
        if (!Objects.equals(event.eventId(), previousId)) {
          views.merge(event.siteId(), 1L, Long::sum);
          ids++;
        }
        previousId = event.eventId();
        if (i % 10_000 == 0) {
          bar.to(i);
        }
      }
      writer.flush();
      bar.to(events);
    }
    return new EventLog(Map.copyOf(views), events, ids, bytes);
  }

  /** This one with another appended to it. */
  public EventLog and(EventLog other) {
    Map<String, Long> views = new HashMap<>(viewsOfSite);
    other.viewsOfSite.forEach((site, more) -> views.merge(site, more, Long::sum));
    return new EventLog(
        Map.copyOf(views), events + other.events, ids + other.ids, valueBytes + other.valueBytes);
  }
}
