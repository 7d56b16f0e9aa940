package io.tidemark.benchmarks.system;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.benchmarks.report.Findings;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Processor time of this process since a moment, by what its threads are there for. */
public final class ThreadTimes {
  private static final File THREADS = new File("/proc/self/task");

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
    /** Java's compilers. */
    COMPILER(""),
    /** Java's garbage collector. */
    COLLECTOR(""),
    /** RocksDB's own threads: files written and merged. */
    ROCKSDB(""),
    /** What else is not a thread of Java, and all of these where Linux does not tell. */
    NATIVE("");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }

    /** Of a thread that is not Java's, as Linux names it: 15 characters at most. */
    private static Part ofNative(String thread) {
      if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
        return COMPILER;
      }
      if (thread.startsWith("GC ") || thread.startsWith("G1 ")) {
        return COLLECTOR;
      }
      return thread.startsWith("rocksdb:") ? ROCKSDB : NATIVE;
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
  private Map<Part, Long> sinceStart() {
    Map<Part, Long> since = now();
    since.replaceAll((part, ns) -> ns - Objects.requireNonNull(atStart.get(part)));
    return since;
  }

  /**
   * Adds to the findings what each of many took, microseconds, of the parts that worked at all.
   *
   * @param key with which the findings' keys begin
   * @param count of how many
   */
  public void tell(String key, double count, Findings findings) {
    sinceStart()
        .forEach(
            (part, ns) -> {
              if (ns > 0) {
                String name = part.name().toLowerCase(Locale.ROOT);
                findings.add(key + "_" + name + "_us", ns / 1e3 / count);
              }
            });
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
    long toldNs = addNative(times);
    times.put(Part.NATIVE, processNs() - javaNs - toldNs);
    return times;
  }

  /**
   * Adds the native threads whose part is known.
   *
   * @return their time, nanoseconds
   */
  private static long addNative(Map<Part, Long> times) {
    File[] threads = THREADS.listFiles();
    long all = 0;
    for (File thread : threads == null ? new File[0] : threads) { // null: this is not Linux
      Part part = Part.ofNative(read(thread, "comm"));
      String onProcessorNs = read(thread, "schedstat").split(" ", 2)[0];
      if (part != Part.NATIVE && !onProcessorNs.isEmpty()) {
        times.merge(part, Long.parseLong(onProcessorNs), Long::sum);
        all += Long.parseLong(onProcessorNs);
      }
    }
    return all;
  }

  /** What Linux tells of a thread; empty if that has just ended. */
  private static String read(File thread, String what) {
    try {
      return Files.readString(thread.toPath().resolve(what));
    } catch (IOException e) {
      return "";
    }
  }

  private static long processNs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
