package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever a minute's rows look like, they tell what was counted. */
class MinuteBucketPropertyTest {
  private static final byte[] SITE = utf8("site");
  private static final int NO_CAP = Integer.MAX_VALUE;

  @Property(tries = 300)
  void rows_afterEachWrite_tellWhatWasCounted(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int paths,
      @ForAll @IntRange(min = 1, max = 60) int perFlush,
      @ForAll @IntRange(min = 1, max = 80) int flushes) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    Map<String, Long> naive = new HashMap<>();
    MinuteBucket minute = MinuteBucket.load(rows, SITE, 0, NO_CAP);
    for (int flush = 0; flush < flushes; flush++) {
      for (int i = random.nextInt(perFlush); i >= 0; i--) {
        String path = "/" + (int) (paths * Math.pow(random.nextDouble(), 3));
        add(minute, path, 1);
        naive.merge(path, 1L, Long::sum);
      }
      write(minute, rows, random.nextInt(10) > 0);
      minute.written();
      if (random.nextInt(8) == 0) { // left memory, and came back
        minute = MinuteBucket.load(rows, SITE, 0, NO_CAP);
      }
      assertThat(counts(MinuteBucket.load(rows, SITE, 0, NO_CAP))).isEqualTo(naive);
    }
    assertThat(rows.size()).isLessThanOrEqualTo(33);
    write(minute, rows, false);
    minute.written();
    assertThat(rows.size()).isEqualTo(1);
    assertThat(counts(MinuteBucket.load(rows, SITE, 0, NO_CAP))).isEqualTo(naive);
  }

  @Property(tries = 100)
  void rows_pastTheCap_tellTheSameAsMemory(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int cap) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    MinuteBucket minute = MinuteBucket.load(rows, SITE, 0, cap);
    for (int flush = 0; flush < 40; flush++) {
      for (int i = 0; i < 20; i++) {
        add(minute, "/" + (int) (4 * cap * Math.pow(random.nextDouble(), 3)), 1);
      }
      write(minute, rows, true);
      minute.written();
      MinuteBucket read = MinuteBucket.load(rows, SITE, 0, cap);
      assertThat(counts(read)).isEqualTo(counts(minute));
      assertThat(read.paths.otherViews()).isEqualTo(minute.paths.otherViews());
      assertThat(read.paths.foldError()).isEqualTo(minute.paths.foldError());
    }
  }

  @Property(tries = 20)
  void flush_ofOneChange_writesThatAlone(@ForAll @IntRange(min = 100, max = 3_000) int paths) {
    SortedRows rows = new SortedRows();
    MinuteBucket minute = MinuteBucket.load(rows, SITE, 0, NO_CAP);
    for (int i = 0; i < paths; i++) {
      add(minute, "/a-path-of-usual-length/" + i, 1);
    }
    write(minute, rows, true);
    minute.written();
    Counting counting = new Counting(rows);
    add(minute, "/a-path-of-usual-length/0", 1);
    write(minute, counting, true);

    assertThat(counting.bytes).isBetween(1, 200);
  }

  @Property(tries = 20)
  void rows_ofManyLongPaths_areBounded(@ForAll long seed) {
    Random random = new Random(seed);
    SortedRows rows = new SortedRows();
    MinuteBucket minute = MinuteBucket.load(rows, SITE, 0, NO_CAP);
    Map<String, Long> naive = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      String path = "/" + i + "x".repeat(random.nextInt(2_000));
      add(minute, path, 1);
      naive.put(path, 1L);
    }
    write(minute, rows, random.nextBoolean());

    assertThat(rows.largest()).isLessThan(64 * 1024);
    assertThat(counts(MinuteBucket.load(rows, SITE, 0, NO_CAP))).isEqualTo(naive);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void add(MinuteBucket minute, String path, long views) {
    byte[] value = utf8(path);
    minute.paths.add(value, SliceHash.of(value), views);
  }

  private static void write(MinuteBucket minute, Rows.Batch batch, boolean goesOn) {
    minute.put(batch, minute.write(batch, goesOn));
  }

  private static Map<String, Long> counts(MinuteBucket minute) {
    List<ValueViews> all = minute.paths.best(Integer.MAX_VALUE);
    Map<String, Long> counts = new HashMap<>();
    all.forEach(path -> counts.put(path.value(), path.views()));
    return Collections.unmodifiableMap(counts);
  }

  /** What is put, in bytes. */
  private static final class Counting implements Rows.Batch {
    private final Rows.Batch to;
    private int bytes;

    Counting(Rows.Batch to) {
      this.to = to;
    }

    @Override
    public void put(byte[] key, byte[] value) {
      bytes += key.length + value.length;
      to.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      to.delete(key);
    }
  }
}
