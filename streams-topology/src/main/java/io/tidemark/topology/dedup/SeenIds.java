package io.tidemark.topology.dedup;

import io.tidemark.topology.rows.Rows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one partition and when they arrived: those in memory, and the segments. Not
 * thread-safe.
 *
 * <pre>
 *   new id ─▶ table ──full──▶ sealing ──▶ segments ──merge──▶ larger segments ─▶ expire
 *     │        (memory)      (memory)    (pages, filters)
 *     └─▶ blocks (one row or a few a flush): what the table is read from after a restart
 * </pre>
 */
final class SeenIds {
  private static final int LEAST_DELETED = 256;
  private static final int IDS_PER_DELETED = 16;
  private static final int KEPT_ROOM = 1 << 16;

  private final SeenLimits limits;
  private final long windowSeconds;
  private final Segments segments;
  private final BlockLog blocks;
  private final IdList unwritten = new IdList();
  private IdTable table = new IdTable(0);
  private @Nullable Sealing sealing;
  private long sealingEnd;
  private long newest;

  /** Reads what the rows have. */
  SeenIds(Rows rows, Duration window, SeenLimits limits) {
    this.limits = limits;
    this.windowSeconds = window.toSeconds();
    this.segments = new Segments(rows, limits, windowSeconds);
    this.newest = segments.newest();
    this.blocks = new BlockLog(rows, limits.idsPerBlock(), segments.endOfBlocks());
    blocks.load(this::load);
  }

  /** Whether this id arrived in the window before; if not, it has now. */
  boolean seenBefore(long hash, long tail, long arrival) {
    newest = Math.max(newest, arrival);
    if (has(hash, tail, arrival)) {
      return true;
    }
    put(hash, tail, arrival);
    unwritten.add(hash, tail, arrival);
    return false;
  }

  /** Whether this id arrived in the window before. */
  boolean has(long hash, long tail, long arrival) {
    // Each is a cache miss. The filters come first, for their answers are foreseen: the processor
    // does not wait for them and asks the tables meanwhile.
    return segments.have(hash, tail, arrival)
        || (sealing != null && arrival - sealing.arrival(hash, tail) < windowSeconds)
        || arrival - table.arrival(hash, tail) < windowSeconds;
  }

  /** The last arrival of any id, seconds; 0: there was none. */
  long newest() {
    return newest;
  }

  /** Number of ids that no flush has written yet. */
  int unwritten() {
    return unwritten.size();
  }

  /** Writes the new ids, and goes on with what there is to seal, merge and delete. */
  void write(Rows.Batch batch) {
    int fresh = unwritten.size();
    int deleted = LEAST_DELETED + fresh / IDS_PER_DELETED;
    int work = limits.idsPerStep() + 2 * fresh;
    blocks.trim(oldest(), deleted, batch);
    blocks.append(unwritten, batch);
    seal(work, batch);
    segments.work(oldest(), work, deleted, batch);
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    unwritten.clear(KEPT_ROOM);
  }

  private void seal(int work, Rows.Batch batch) {
    if (sealing == null && table.size() >= limits.idsInMemory()) {
      int live = table.countSince(oldest());
      if (live <= limits.idsInMemory() / 4 * 3) {
        table = table.since(oldest());
        return;
      }
      sealingEnd = blocks.next();
      sealing = new Sealing(table, segments.writer(live, sealingEnd), oldest());
      table = new IdTable(0);
    }
    Sealed segment = sealing == null ? null : sealing.advance(work, batch);
    if (segment != null) {
      segments.add(segment);
      blocks.sealed(sealingEnd);
      sealing = null;
    }
  }

  private void load(IdList ids) {
    for (int i = 0; i < ids.size(); i++) {
      newest = Math.max(newest, ids.arrival(i));
      put(ids.hash(i), ids.tail(i), ids.arrival(i));
    }
  }

  private void put(long hash, long tail, long arrival) {
    if (table.isFull()) {
      table = table.since(oldest());
    }
    table.put(hash, tail, arrival);
  }

  /**
   * What arrived before this second is dropped: a window ago, and an eighth more for events that
   * arrived earlier than the newest but come later, by way of another partition.
   */
  private long oldest() {
    return newest - windowSeconds - windowSeconds / 8;
  }
}
