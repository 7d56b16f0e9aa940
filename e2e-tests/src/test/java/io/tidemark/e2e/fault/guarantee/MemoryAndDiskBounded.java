package io.tidemark.e2e.fault.guarantee;

import java.util.ArrayList;
import java.util.List;

/**
 * No process takes more memory than its heap and its other buffers allow, nor more disk than its
 * share of the log and of the state.
 */
public final class MemoryAndDiskBounded implements Guarantee {
  /** A heap of 256 MiB, metaspace, code, thread stacks, RocksDB, and what C libraries keep. */
  private static final long MOST_MEMORY_BYTES = 800L << 20;

  /** What an empty cluster preallocates. */
  private static final long DISK_BYTES = 256L << 20;

  /** An event in the log, its copies in changelogs and the logs of transactions. */
  private static final long DISK_BYTES_PER_EVENT = 4 << 10;

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    long mostDisk = DISK_BYTES + DISK_BYTES_PER_EVENT * evidence.truth().events();
    evidence
        .usages()
        .forEach(
            (process, usage) -> {
              exceeds(process, "of memory", usage.memoryBytes(), MOST_MEMORY_BYTES, breaches);
              exceeds(process, "of disk", usage.diskBytes(), mostDisk, breaches);
            });
    return breaches;
  }

  private static void exceeds(
      String process, String what, long used, long most, List<String> breaches) {
    if (used > most) {
      breaches.add(
          "%s took %d MiB %s; expected at most %d"
              .formatted(process, used >> 20, what, most >> 20));
    }
  }
}
