package io.tidemark.benchmarks.micro;

import io.tidemark.benchmarks.Benchmark;
import io.tidemark.benchmarks.Effort;
import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.benchmarks.report.Findings;
import io.tidemark.schemas.event.Event;
import io.tidemark.schemas.event.EventBytes;
import io.tidemark.schemas.event.EventWriter;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.topology.dedup.SeenEvents;
import io.tidemark.topology.rollup.Rollups;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What an event of catch-up costs without Kafka and RocksDB, nanoseconds of one thread's processor
 * time, its steps apart: reading, de-duplication, adding to all buckets, making the rows. The
 * events are the standard ones, each in an array of its own as a consumer's are, a poll of each
 * partition in turn; rows go to a hash table. It tells a change of the hot path within a minute,
 * and less noisily than catch-up does.
 */
public final class CountingLoop implements Benchmark {
  private static final int PARTITIONS = 4;
  private static final int POLL = 2_000;
  private static final int EVENTS_PER_FLUSH = 800_000;
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final long NEWEST_MS = 1_763_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public void run(Effort effort, Findings findings) {
    List<List<byte[]>> log = log(effort.data());
    if (effort.rounds() > 1) {
      round(log, effort.events(), Findings.unheard());
    }
    for (int round = 0; round < effort.rounds(); round++) {
      round(log, effort.events(), findings);
    }
  }

  private static List<List<byte[]>> log(Workload workload) {
    EventSource source = new EventSource(workload, NEWEST_MS);
    EventWriter writer = new EventWriter();
    List<List<byte[]>> log = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.add(new ArrayList<>());
    }
    for (int i = 0; i < workload.events(); i++) {
      Event event = source.next();
      log.get(HomePartition.of(event.siteId(), PARTITIONS)).add(writer.write(event));
    }
    return log;
  }

  private void round(List<List<byte[]>> log, double events, Findings findings) {
    double read = new Run(false, false).over(log);
    double seen = new Run(true, false).over(log);
    Run whole = new Run(true, true);
    double all = whole.over(log);
    findings.add("loop_ns", all / events);
    findings.add("loop_read_ns", read / events);
    findings.add("loop_seen_ns", (seen - read) / events);
    findings.add("loop_add_ns", (all - whole.flushNs - seen) / events);
    findings.add("loop_flush_ns", whole.flushNs / events);
  }

  /** Once over all events. */
  private final class Run {
    private final boolean looksUp;
    private final boolean adds;
    private final List<Partition> partitions = new ArrayList<>();
    private int sinceFlush;
    private long flushNs;

    /**
     * A run.
     *
     * @param looksUp whether it de-duplicates
     * @param adds whether it counts what is not a duplicate, and flushes
     */
    Run(boolean looksUp, boolean adds) {
      this.looksUp = looksUp;
      this.adds = adds;
    }

    /** Processor time, nanoseconds. */
    long over(List<List<byte[]>> log) {
      List<Iterator<byte[]>> rest = new ArrayList<>();
      for (List<byte[]> events : log) {
        partitions.add(new Partition());
        rest.add(events.iterator());
      }
      long startNs = threads.getCurrentThreadCpuTime();
      while (rest.stream().anyMatch(Iterator::hasNext)) {
        for (int i = 0; i < rest.size(); i++) {
          poll(rest.get(i), partitions.get(i));
        }
      }
      flush();
      return threads.getCurrentThreadCpuTime() - startNs;
    }

    private void poll(Iterator<byte[]> events, Partition partition) {
      for (int i = 0; i < POLL && events.hasNext(); i++) {
        partition.take(events.next(), looksUp, adds);
        if (++sinceFlush == EVENTS_PER_FLUSH) {
          flush();
        }
      }
    }

    private void flush() {
      sinceFlush = 0;
      if (adds) {
        long startNs = threads.getCurrentThreadCpuTime();
        partitions.forEach(Partition::flush);
        flushNs += threads.getCurrentThreadCpuTime() - startNs;
      }
    }
  }

  /** What a partition has of its own. */
  private static final class Partition {
    private final MemoryRows rows = new MemoryRows();
    private final MemoryRows rowsOfIds = new MemoryRows();
    private final Rollups rollups = MemoryRollups.on(rows);
    private final SeenEvents seen = new SeenEvents(rowsOfIds, WINDOW);
    private final EventBytes event = new EventBytes();

    void take(byte[] json, boolean looksUp, boolean adds) {
      if (event.read(json, null, NEWEST_MS) != null) {
        throw new IllegalStateException("an event of the benchmark is refused");
      }
      boolean isNew = !looksUp || !seen.seenBefore(event, NEWEST_MS);
      if (isNew && adds) {
        rollups.add(event, NEWEST_MS);
      }
    }

    void flush() {
      rollups.write(rows);
      rollups.written();
      seen.write(rowsOfIds);
      seen.written();
    }
  }
}
