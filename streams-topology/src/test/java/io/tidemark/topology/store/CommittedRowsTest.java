package io.tidemark.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.store.CommittedRowsProcess.Mode;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in a real RocksDB, whose process is killed. */
class CommittedRowsTest {
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Bytes FIRST = Bytes.wrap(new byte[] {0});
  private static final Bytes LAST = Bytes.wrap(new byte[] {-1});

  @TempDir Path folder;

  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong sentTo = new AtomicLong(-1);

  @RepeatedTest(4)
  void killed_hasTheRowsOfSomeCommit_andTheChangelogMakesThemWhole(RepetitionInfo repetition)
      throws Exception {
    long seed = SEED + repetition.getCurrentRepetition();
    int last = lastCommitted(seed, Mode.COMMITTED, 50 + new Random(seed).nextInt(400));
    CommittedRows rows = open();

    Map<Bytes, String> stored = scan(rows);

    int batch = -1;
    Map<Bytes, String> some = new TreeMap<>();
    while (!stored.equals(some)) {
      batch++;
      assertThat(batch).as("seed %d: no batch up to the last committed", seed).isLessThan(last + 1);
      apply(some, seed, batch);
    }
    long offset = rows.committedOffset(CommittedRowsProcess.CHANGELOG);
    int restoredFrom = offset < 0 ? 0 : (int) ((offset + 1) / CommittedRowsProcess.BATCH);
    assertThat(restoredFrom).as("seed %d", seed).isLessThanOrEqualTo(batch + 1);
    Map<Bytes, String> whole = new TreeMap<>();
    for (int i = 0; i <= last; i++) {
      apply(whole, seed, i);
      if (i >= restoredFrom) {
        apply(stored, seed, i);
      }
    }
    assertThat(stored).as("seed %d", seed).isEqualTo(whole);
    System.out.printf(
        "seed %d, killed after batch %d: rows of batch %d, restored from %d%n",
        SEED, last, batch, restoredFrom);
    rows.close();
  }

  @Test
  void killed_byAVersionThatWroteStraightAway_isNotTrusted() throws Exception {
    lastCommitted(SEED, Mode.STRAIGHT, 300);
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
  }

  @Test
  void killed_hoursAgo_isAsOldAsThat_untilItIsWrittenTo() throws Exception {
    lastCommitted(SEED, Mode.HOURS_AGO, 300);
    CommittedRows rows = open();
    byte[] old = rows.get(CommittedMark.KEY);
    rows.commit(Map.of(CommittedRowsProcess.CHANGELOG, 0L)); // a part is restored
    assertThat(rows.get(CommittedMark.KEY)).isEqualTo(old);
    rows.putAll(CommittedRowsProcess.batch(SEED, 0));
    commits.incrementAndGet();
    rows.commit(Map.of(CommittedRowsProcess.CHANGELOG, 39L));
    assertThat(rows.get(CommittedMark.KEY)).isNotEqualTo(old);
    rows.close();
  }

  @Test
  void killed_longAgo_isNotTrusted() throws Exception {
    lastCommitted(SEED, Mode.LONG_AGO, 300);
    assertThatThrownBy(this::open).isInstanceOf(TaskCorruptedException.class);
  }

  @Test
  void pendingRows_areReadAndNotStored_untilTheirTransactionIsCommitted() {
    CommittedRows rows = open();
    NavigableMap<Bytes, String> expected = new TreeMap<>();
    Bytes from = CommittedRowsProcess.key(200);
    Bytes to = CommittedRowsProcess.key(700);
    for (int batch = 0; batch < 20; batch++) {
      rows.putAll(CommittedRowsProcess.batch(SEED, batch));
      apply(expected, SEED, batch);
      for (int scan = 0; scan < 2; scan++) { // the first looks in another way than those after it
        assertThat(scan(rows, from, to))
            .as("seed %d, batch %d, scan %d", SEED, batch, scan)
            .containsExactlyEntriesOf(expected.subMap(from, true, to, true));
      }
      assertThat(scan(rows)).containsExactlyEntriesOf(expected);
      for (int key = 0; key < 1_000; key += 7) {
        Bytes one = CommittedRowsProcess.key(key);
        assertThat(text(rows.get(one))).isEqualTo(expected.get(one));
      }
      sentTo.set(CommittedRowsProcess.offsetAfter(batch));
      if (batch % 4 != 3) { // else two batches in one transaction
        commits.incrementAndGet();
      }
    }
    Bytes middle = CommittedRowsProcess.key(300);
    try (var some = rows.range(middle, middle)) {
      assertThat(some.hasNext()).isEqualTo(expected.containsKey(middle));
    }
    // The last batch's transaction is not committed: its rows go with the process.
    rows.commit(Map.of(CommittedRowsProcess.CHANGELOG, 4_711L));
    rows.close();
    rows = open();
    Map<Bytes, String> stored = new TreeMap<>();
    for (int batch = 0; batch < 19; batch++) {
      apply(stored, SEED, batch);
    }
    assertThat(scan(rows)).as("seed %d", SEED).isEqualTo(stored);
    assertThat(rows.committedOffset(CommittedRowsProcess.CHANGELOG))
        .isEqualTo(CommittedRowsProcess.offsetAfter(18));
    rows.close();
  }

  @Test
  void commit_storesWhatIsCommitted_withItsOffset() {
    CommittedRows rows = open();
    assertThat(rows.committedOffset(CommittedRowsProcess.CHANGELOG))
        .as("of a new one: all is to be restored")
        .isEqualTo(OffsetCheckpoint.OFFSET_UNKNOWN);
    rows.putAll(CommittedRowsProcess.batch(SEED, 0));
    commits.incrementAndGet();
    rows.commit(Map.of(CommittedRowsProcess.CHANGELOG, 39L));
    rows.close();
    rows = open();
    Map<Bytes, String> expected = new TreeMap<>();
    apply(expected, SEED, 0);
    assertThat(scan(rows)).isEqualTo(expected);
    assertThat(rows.committedOffset(CommittedRowsProcess.CHANGELOG)).isEqualTo(39);
    rows.close();
  }

  private CommittedRows open() {
    CommittedRows rows = CommittedRowsProcess.rows(commits, Clock.systemUTC());
    try {
      rows.init(CommittedRowsProcess.context(folder, sentTo), rows);
      return rows;
    } catch (TaskCorruptedException e) {
      rows.close();
      throw e;
    }
  }

  /** Kills a process when it has committed a batch; the last one it did. */
  private int lastCommitted(long seed, Mode mode, int killAfter) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                CommittedRowsProcess.class.getName(),
                folder.toString(),
                Long.toString(seed),
                mode.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader told = process.inputReader(UTF_8)) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        if (line.startsWith("committed ")) {
          last = Integer.parseInt(line.substring("committed ".length()));
          if (last == killAfter) {
            assertThat(process.toHandle().destroyForcibly()).isTrue(); // keeps the pipe
          }
        }
      }
    }
    process.waitFor();
    assertThat(last).as("seed %d", seed).isGreaterThanOrEqualTo(killAfter);
    return last;
  }

  private static void apply(Map<Bytes, String> rows, long seed, int batch) {
    for (KeyValue<Bytes, byte[]> change : CommittedRowsProcess.batch(seed, batch)) {
      if (change.value == null) {
        rows.remove(change.key);
      } else {
        rows.put(change.key, text(change.value));
      }
    }
  }

  private static Map<Bytes, String> scan(CommittedRows rows) {
    return scan(rows, FIRST, LAST);
  }

  private static Map<Bytes, String> scan(CommittedRows rows, Bytes from, Bytes to) {
    Map<Bytes, String> found = new LinkedHashMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = rows.range(from, to)) {
      while (all.hasNext()) {
        assertThat(all.peekNextKey()).isNotNull();
        KeyValue<Bytes, byte[]> row = all.next();
        found.put(row.key, text(row.value));
      }
    }
    return found;
  }

  private static String text(byte[] value) {
    return value == null ? null : Arrays.toString(value);
  }
}
