package io.tidemark.benchmarks.system;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Processor time of this process since a moment, by what its threads are there for. */
public final class ThreadTimes {
  /** What threads are there for. */
  public enum Part {
    /** Reads, parses, sends to Kafka. */
    HTTP("tidemark-ingest"),
    /** Writes answers. */
    ANSWERS("tidemark-answer"),
    PRODUCER("kafka-producer-network-thread | tidemark-gateway"),
    BROKER_NETWORK("data-plane-kafka-network"),
    BROKER_REQUESTS("data-plane-kafka-request"),
    /** Polls, counts, commits. */
    STREAMS("bench-"),
    STREAMS_PRODUCER("kafka-producer-network-thread | bench-"),
    /** All other threads of Java. */
    OTHER(""),
    /** Collector, compiler, RocksDB: what is not a thread of Java. */
    NATIVE("");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    private static Part of(String thread) {
      for (Part part : values()) {
        if (!part.prefix.isEmpty() && thread.startsWith(part.prefix)) {
          return part;
        }
      }
      return OTHER;
    }
  }

  private final Map<Part, Long> atStart = now();

  private ThreadTimes() {}

  /** Starts now. */
  public static ThreadTimes start() {
    return new ThreadTimes();
  }

  /** Nanoseconds since the start; of threads that are there still. */
  public Map<Part, Long> sinceStart() {
    Map<Part, Long> since = now();
    since.replaceAll((part, ns) -> ns - Objects.requireNonNull(atStart.get(part)));
    return since;
  }

  private static Map<Part, Long> now() {
    Map<Part, Long> times = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      times.put(part, 0L);
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] cpuNs = threads.getThreadCpuTime(ids);
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    long javaNs = 0;
    for (int i = 0; i < ids.length; i++) {
      if (infos[i] != null && cpuNs[i] > 0) {
        times.merge(Part.of(infos[i].getThreadName()), cpuNs[i], Long::sum);
        javaNs += cpuNs[i];
      }
    }
    times.put(Part.NATIVE, processNs() - javaNs);
    return times;
  }

  private static long processNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
