package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.rows.StoredFormatException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartsOfSitesTest {
  private static final PartsRow ROW = new PartsRow(4, 1_763_000_000L, Map.of(0, 300L, 2, 5L));

  private final SortedRows rows = new SortedRows();

  @Test
  void row_isGolden_andReadBack() {
    byte[] bytes = ROW.toBytes();

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("0104c0fdd4c8060200ac020205");
    assertThat(PartsRow.read(bytes)).isEqualTo(ROW);
    assertThatThrownBy(() -> PartsRow.read(new byte[] {2}))
        .isInstanceOf(StoredFormatException.class);
  }

  @Test
  void settled_isWhatArrivedAWindowAfterTheLastThatACopyMayHave() {
    assertThat(ROW.isSettled(0, 399, 100)).isFalse();
    assertThat(ROW.isSettled(0, 400, 100)).isTrue();
    assertThat(ROW.isSettled(1, 9_999, 100)).as("it told nothing").isFalse();
  }

  @Test
  void written_isKnownAfterAHandOver_andToReadersBefore() {
    PartsOfSites parts = new PartsOfSites(rows);
    assertThat(parts.isEmpty()).isTrue();
    parts.put("s", ROW);
    assertThat(parts.of("s")).isEqualTo(4);
    assertThat(rows.size()).isZero();
    parts.write(rows);
    parts.written();

    PartsOfSites standby = new PartsOfSites(rows);
    assertThat(standby.of("s")).isEqualTo(4);
    assertThat(standby.of("t")).isEqualTo(1);
    assertThat(standby.any()).isTrue();
    assertThat(new PartsOfSites(rows).row("s")).isEqualTo(ROW);
  }
}
