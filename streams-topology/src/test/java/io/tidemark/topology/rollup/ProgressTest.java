package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final SortedRows rows = new SortedRows();
  private final Progress progress = new Progress(rows);

  @Test
  void progress_ofNothing_isZero() {
    assertThat(progress.countedTo()).isZero();
  }

  @Test
  void progress_moved_isSeenBeforeAndAfterItIsWritten() {
    progress.moved(300);
    assertThat(progress.countedTo()).isEqualTo(300);
    assertThat(new Progress(rows).countedTo()).isZero();

    progress.write(rows);
    assertThat(new Progress(rows).countedTo()).isEqualTo(300);
  }

  @Test
  void row_isAsItWasWrittenByTheFirstVersion() {
    progress.moved(300);
    progress.write(rows);

    assertThat(HexFormat.of().formatHex(rows.get(RowKeys.progress()))).isEqualTo("01ac02");
  }
}
