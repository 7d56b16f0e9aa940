package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All segments of one partition: asks them, merges {@value #MERGED} of a level into one of the
 * next, drops the expired, and holds their filters within the limit. Not thread-safe.
 *
 * <p>Merging keeps their number small: 1 to 12 for each factor of {@value #MERGED} between the ids
 * in the window and those in memory. One merge a level is under way at most, each as fast as twice
 * the new ids, so no level falls behind.
 */
final class Segments {
  private static final int MERGED = 8;

  private final Rows rows;
  private final SeenLimits limits;
  private final long windowSeconds;
  private final DeadRows dead;
  private final List<Merging> merges = new ArrayList<>();

  /** By last arrival. */
  private final List<Sealed> segments = new ArrayList<>();

  private int nextNumber;

  /** Reads the segments, and the filters of as many as the limit allows. */
  Segments(Rows rows, SeenLimits limits, long windowSeconds) {
    this.rows = rows;
    this.limits = limits;
    this.windowSeconds = windowSeconds;
    this.dead = new DeadRows(rows);
    load();
  }

  /** Whether an id arrived in the window before this second. */
  boolean have(long hash, long tail, long arrival) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      Sealed asked = segments.get(i);
      if (arrival - asked.segment().newest() >= windowSeconds) {
        return false;
      }
      if (arrival - asked.arrival(hash, tail, rows) < windowSeconds) {
        return true;
      }
    }
    return false;
  }

  /** The last arrival, seconds; 0: there are no segments. */
  long newest() {
    return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).segment().newest();
  }

  /** Blocks before this one are in segments. */
  long endOfBlocks() {
    return segments.stream().mapToLong(each -> each.segment().endOfBlocks()).max().orElse(0);
  }

  /** Begins a segment of ids that leave memory. */
  SegmentWriter writer(long ids, long endOfBlocks) {
    return writer(0, ids, 0, endOfBlocks, 0);
  }

  /** A segment is complete. */
  void add(Sealed segment) {
    segments.add(segment);
    segments.sort(Comparator.comparingLong(each -> each.segment().newest()));
  }

  /**
   * Merges, and deletes what is no longer needed.
   *
   * @param oldest what arrived before this second is expired
   * @param ids about so many in each merge
   * @param mostDeleted rows
   */
  void work(long oldest, int ids, int mostDeleted, Rows.Batch batch) {
    drop(each -> each.newest() < oldest && !isMerging(each), batch);
    for (Iterator<Merging> each = merges.iterator(); each.hasNext(); ) {
      Merging merging = each.next();
      Sealed merged = merging.advance(ids, batch);
      if (merged != null) {
        each.remove();
        drop(merging::takes, batch);
        add(merged);
      }
    }
    startMerges(oldest);
    dead.delete(mostDeleted, batch);
  }

  private void startMerges(long oldest) {
    int levels = segments.stream().mapToInt(each -> each.segment().level()).max().orElse(-1);
    for (int level = 0; level <= levels; level++) {
      if (!isMerging(level)) {
        List<Sealed> inputs = inputs(level);
        if (inputs != null) {
          merges.add(merge(inputs, oldest));
        }
      }
    }
  }

  /** The first few of a level, unless they span half of the window: then the first expire soon. */
  private @Nullable List<Sealed> inputs(int level) {
    List<Sealed> of = segments.stream().filter(each -> each.segment().level() == level).toList();
    if (of.size() < MERGED) {
      return null;
    }
    List<Sealed> first = of.subList(0, MERGED);
    long oldest = first.stream().mapToLong(each -> each.segment().oldest()).min().orElseThrow();
    long newest = first.get(MERGED - 1).segment().newest();
    return newest - oldest > windowSeconds / 2 ? null : first;
  }

  private Merging merge(List<Sealed> inputs, long oldest) {
    long ids = inputs.stream().mapToLong(each -> each.segment().ids()).sum();
    long filters = inputs.stream().mapToLong(Sealed::filterBytes).sum();
    long end = inputs.stream().mapToLong(each -> each.segment().endOfBlocks()).max().orElseThrow();
    int level = inputs.get(0).segment().level() + 1;
    SegmentWriter writer = writer(level, ids, Merging.finest(inputs), end, filters);
    return new Merging(inputs, writer, rows, oldest);
  }

  private SegmentWriter writer(
      int level, long ids, int leastBits, long endOfBlocks, long filtersLeaving) {
    int bits = Math.max(leastBits, Segment.prefixBits(ids, limits.idsPerPage()));
    int lines = BloomFilter.linesFor(ids);
    boolean room = makeRoom(BloomFilter.bytesOf(lines), limits.filterBytes() + filtersLeaving);
    BloomFilter filter = room ? BloomFilter.withLines(lines) : null;
    return new SegmentWriter(nextNumber++, level, bits, endOfBlocks, filter);
  }

  /** Takes the filters of larger segments, if that makes room for a smaller one. */
  private boolean makeRoom(long bytes, long limit) {
    while (filterBytes() + bytes > limit) {
      int largest = 0;
      for (int i = 1; i < segments.size(); i++) {
        largest = segments.get(i).filterBytes() > segments.get(largest).filterBytes() ? i : largest;
      }
      if (segments.isEmpty() || segments.get(largest).filterBytes() <= bytes) {
        return false;
      }
      segments.set(largest, segments.get(largest).withoutFilter());
    }
    return true;
  }

  private long filterBytes() {
    return segments.stream().mapToLong(Sealed::filterBytes).sum()
        + merges.stream().mapToLong(Merging::filterBytes).sum();
  }

  private boolean isMerging(Segment segment) {
    return merges.stream().anyMatch(each -> each.takes(segment));
  }

  private boolean isMerging(int level) {
    return merges.stream().anyMatch(each -> each.level() == level);
  }

  private void drop(Predicate<Segment> which, Rows.Batch batch) {
    for (Iterator<Sealed> each = segments.iterator(); each.hasNext(); ) {
      Segment segment = each.next().segment();
      if (which.test(segment)) {
        batch.delete(SeenKeys.segment(segment.number()));
        dead.add(segment.number());
        each.remove();
      }
    }
  }

  private void load() {
    List<Segment> stored = new ArrayList<>();
    byte[] end = SeenKeys.ofKind(SeenKeys.SEGMENT + 1);
    try (Rows.Cursor cursor = rows.scan(SeenKeys.ofKind(SeenKeys.SEGMENT), end)) {
      while (cursor.next()) {
        stored.add(Segment.read(cursor.key(), cursor.value()));
      }
    }
    stored.sort(Comparator.comparingLong(Segment::ids));
    Set<Integer> known = new HashSet<>();
    for (Segment segment : stored) {
      long filter = BloomFilter.bytesOf(segment.filterLines());
      add(Sealed.load(segment, filterBytes() + filter <= limits.filterBytes(), rows));
      known.add(segment.number());
      nextNumber = Math.max(nextNumber, segment.number() + 1);
    }
    findDead(SeenKeys.PAGE, known);
    findDead(SeenKeys.FILTER, known);
  }

  /** Finds rows of segments that were dropped, or never completed, before the last stop. */
  private void findDead(byte kind, Set<Integer> known) {
    byte[] end = SeenKeys.ofKind(kind + 1);
    for (int from = 0; ; ) {
      try (Rows.Cursor cursor = rows.scan(SeenKeys.ofSegment(kind, from), end)) {
        if (!cursor.next()) {
          return;
        }
        int number = SeenKeys.segmentOf(cursor.key());
        if (!known.contains(number)) {
          dead.add(kind, number);
        }
        from = number + 1;
        nextNumber = Math.max(nextNumber, from);
      }
    }
  }
}
