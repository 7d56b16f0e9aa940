package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.SortedRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ids take, through many windows. */
class SeenBoundsTest {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final long NOW_MS = 1_700_000_000_000L;
  private static final int IDS_PER_WINDOW = 20_000;
  private static final SeenLimits SMALL = new SeenLimits(100, 8_000, 32, 16, 50);

  private final SortedRows rows = new SortedRows();
  private long next;

  @Test
  void rows_throughManyWindows_stayBelowOneAndAHalfWindows_andAreMergedAndDropped() {
    SeenEvents seen = new SeenEvents(rows, WINDOW, SMALL);
    long most = 0;
    int highestLevel = 0;
    int mostSegments = 0;
    for (int i = 0; i < 10 * IDS_PER_WINDOW / 100; i++) {
      come(seen, 100);
      flush(seen);
      most = Math.max(most, bytes());
      List<Segment> segments = segments();
      mostSegments = Math.max(mostSegments, segments.size());
      highestLevel =
          Math.max(highestLevel, segments.stream().mapToInt(Segment::level).max().orElse(0));
    }

    assertThat(most).isLessThan(IDS_PER_WINDOW * 3 / 2 * 24);
    assertThat(highestLevel).isEqualTo(2);
    assertThat(mostSegments).isLessThan(36);
  }

  @Test
  void flush_ofOneId_writesAndDeletesABoundedNumberOfRows() {
    SeenEvents seen = new SeenEvents(rows, WINDOW, SMALL);
    for (int i = 0; i < IDS_PER_WINDOW / 50; i++) {
      come(seen, 50);
      flush(seen);
    }
    for (int i = 0; i < 2_000; i++) {
      come(seen, 1);
      Counting counting = new Counting(rows);
      seen.write(counting);
      seen.written();
      // A block, 50 ids of pages each for sealing and merging at each level, filters; deletions.
      assertThat(counting.puts).isLessThan(50);
      assertThat(counting.deletes).isLessThan(2 * 256 + 50);
    }
  }

  @Test
  void rows_afterAllIdsExpired_areFew() {
    SeenEvents seen = new SeenEvents(rows, WINDOW, SMALL);
    for (int i = 0; i < IDS_PER_WINDOW / 100; i++) {
      come(seen, 100);
      flush(seen);
    }
    next += 2 * IDS_PER_WINDOW;
    for (int i = 0; i < 1_000; i++) {
      come(seen, 1);
      flush(seen);
    }

    assertThat(segments().stream().mapToLong(Segment::ids).sum()).isLessThanOrEqualTo(1_000);
    assertThat(bytes()).isLessThan(1_400 * 40);
  }

  @Test
  void rows_ofAMergeThatWasCutShort_areDeletedAfterARestart() {
    SeenEvents seen = new SeenEvents(rows, WINDOW, SMALL);
    for (int restart = 0; restart < 200; restart++) {
      come(seen, 100);
      flush(seen);
      seen = new SeenEvents(rows, WINDOW, SMALL);
    }
    for (int i = 0; i < 3 * IDS_PER_WINDOW / 100; i++) {
      come(seen, 100);
      flush(seen);
    }

    assertThat(bytes()).isLessThan(IDS_PER_WINDOW * 3 / 2 * 24);
  }

  @Test
  void standby_thatOnlyHasRows_readsNoneOfThem() {
    Rows unreadable =
        new Rows() {
          @Override
          public byte[] get(byte[] key) {
            throw new AssertionError("a row was read");
          }

          @Override
          public Cursor scan(byte[] from, byte[] to) {
            throw new AssertionError("rows were read");
          }
        };
    SeenEvents seen = new SeenEvents(unreadable, WINDOW);

    flush(seen);

    assertThat(seen.dirtyRows()).isZero();
    assertThat(rows.size()).isZero();
  }

  private void come(SeenEvents seen, int ids) {
    for (int i = 0; i < ids; i++) {
      long arrivalMs = NOW_MS + next * WINDOW.toMillis() / IDS_PER_WINDOW;
      assertThat(seen.seenBefore("s", "id-" + next, arrivalMs)).isFalse();
      next++;
    }
  }

  private void flush(SeenEvents seen) {
    seen.write(rows);
    seen.written();
  }

  private long bytes() {
    long bytes = 0;
    try (Rows.Cursor cursor = rows.scan(SeenKeys.ofKind(0), SeenKeys.ofKind(5))) {
      while (cursor.next()) {
        bytes += cursor.key().length + cursor.value().length;
      }
    }
    return bytes;
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    byte[] end = SeenKeys.ofKind(SeenKeys.BLOCK);
    try (Rows.Cursor cursor = rows.scan(SeenKeys.ofKind(SeenKeys.SEGMENT), end)) {
      while (cursor.next()) {
        segments.add(Segment.read(cursor.key(), cursor.value()));
      }
    }
    return segments;
  }

  /** Passes changes on and counts them. */
  private static final class Counting implements Rows.Batch {
    private final Rows.Batch batch;
    private int puts;
    private int deletes;

    Counting(Rows.Batch batch) {
      this.batch = batch;
    }

    @Override
    public void put(byte[] key, byte[] value) {
      puts++;
      batch.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      deletes++;
      batch.delete(key);
    }
  }
}
