package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.rows.StoredFormatException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that the version before wrote, with ids of 96 bits, goes on as if it were one of now. */
class SeenFormatOneTest {
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final SeenLimits SMALL = new SeenLimits(100, 8_000, 32, 16, 50);
  private static final int NEW_ID_BYTES = 16;
  private static final int OLD_ID_BYTES = 12;
  private static final long START_MS = 1_700_000_000_000L;
  private static final int IDS = 2_000;

  /** Ids in blocks alone, or in pages, merged ones too. */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 100})
  void ids_ofFormat1_areKnown_andOthersAreNot(int idsInMemory) {
    SeenLimits limits = new SeenLimits(idsInMemory, 8_000, 32, 16, 50);
    SortedRows rows = formatOne(limits);

    SeenEvents seen = new SeenEvents(rows, WINDOW, limits);

    for (int i = 0; i < IDS; i++) {
      assertThat(seen.seenBefore("site", "old-" + i, START_MS + 60_000)).as("old-" + i).isTrue();
      assertThat(seen.seenBefore("site", "new-" + i, START_MS + 60_000)).as("new-" + i).isFalse();
    }
  }

  @Test
  void ids_ofFormat1_areKnownAfterTheyWereSealedAndMergedAnew() {
    SortedRows rows = formatOne(SMALL);
    SeenEvents seen = new SeenEvents(rows, WINDOW, SMALL);

    assertThat(seen.areOlder()).isTrue();
    add(seen, rows, "new-", 5 * IDS, START_MS + 60_000);
    assertThat(seen.areOlder()).isFalse();
    SeenEvents restarted = new SeenEvents(rows, WINDOW, SMALL);

    for (SeenEvents each : new SeenEvents[] {seen, restarted}) {
      for (int i = 0; i < IDS; i++) {
        assertThat(each.seenBefore("site", "old-" + i, START_MS + 120_000)).isTrue();
        assertThat(each.seenBefore("site", "new-" + i, START_MS + 120_000)).isTrue();
      }
    }
    assertThat(rows.get(SeenKeys.format())).startsWith(2);
  }

  @Test
  void ids_ofFormat1_areForgottenAfterTheWindow() {
    SeenEvents seen = new SeenEvents(formatOne(SMALL), WINDOW, SMALL);

    long later = START_MS + WINDOW.toMillis() + 60_000;

    for (int i = 0; i < IDS; i++) {
      assertThat(seen.seenBefore("site", "old-" + i, later)).isFalse();
      assertThat(seen.seenBefore("site", "old-" + i, later)).isTrue();
    }
  }

  @Test
  void store_ofAnUnknownFormat_isRefusedBeforeAnyEvent() {
    SortedRows rows = formatOne(SMALL);
    rows.put(SeenKeys.format(), new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0});

    assertThatThrownBy(() -> new SeenEvents(rows, WINDOW).areOlder())
        .isInstanceOf(StoredFormatException.class)
        .hasMessageStartingWith("the store of event ids has format 3; expected 2");
  }

  /** The rows of now, with each id cut to its first 96 bits as format 1 had them. */
  private static SortedRows formatOne(SeenLimits limits) {
    SortedRows rows = new SortedRows();
    add(new SeenEvents(rows, WINDOW, limits, () -> 4711), rows, "old-", IDS, START_MS);
    byte[] format = rows.get(SeenKeys.format()).clone();
    format[0] = 1;
    rows.put(SeenKeys.format(), format);
    for (byte kind : new byte[] {SeenKeys.BLOCK, SeenKeys.PAGE}) {
      try (Rows.Cursor cursor = rows.scan(SeenKeys.ofKind(kind), SeenKeys.ofKind(kind + 1))) {
        while (cursor.next()) {
          rows.put(cursor.key(), cut(cursor.value()));
        }
      }
    }
    return rows;
  }

  private static void add(SeenEvents seen, SortedRows rows, String prefix, int ids, long arrival) {
    for (int i = 0; i < ids; i++) {
      assertThat(seen.seenBefore("site", prefix + i, arrival + i)).isFalse();
      if (i % 50 == 49) {
        seen.write(rows);
        seen.written();
      }
    }
  }

  private static byte[] cut(byte[] row) {
    ByteArrayOutputStream cut = new ByteArrayOutputStream();
    cut.write(1);
    cut.write(row, 1, 4);
    int at = 5;
    while (at < row.length) {
      for (int varint = 0; varint < 2; varint++) {
        int from = at;
        while (row[at] < 0) {
          at++;
        }
        at++;
        cut.write(row, from, at - from);
        if (varint == 1) {
          for (int ids = number(row, from); ids > 0; ids--) {
            cut.write(row, at, OLD_ID_BYTES);
            at += NEW_ID_BYTES;
          }
        }
      }
    }
    return cut.toByteArray();
  }

  private static int number(byte[] row, int from) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = row[from + shift / 7];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
