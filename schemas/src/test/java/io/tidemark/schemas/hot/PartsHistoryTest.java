package io.tidemark.schemas.hot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.schemas.hot.PartsHistory.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsHistoryTest {
  private static final PartsHistory TWO_THEN_FOUR =
      PartsHistory.with(PartsHistory.with(null, 2, 1_000), 4, 2_000);

  @Test
  void bytes_areGolden_andReadBack() {
    byte[] bytes = TWO_THEN_FOUR.toBytes();

    assertThat(new String(bytes, UTF_8))
        .isEqualTo(
            "{\"changes\":[{\"parts\":2,\"since_ms\":1000},{\"parts\":4,\"since_ms\":2000}]}");
    assertThat(PartsHistory.read(bytes)).contains(TWO_THEN_FOUR);
  }

  @Test
  void read_anythingElse_isNone() {
    for (String text :
        List.of(
            "",
            "4",
            "{}",
            "{\"changes\":[]}",
            "{\"changes\":[{\"parts\":1,\"since_ms\":0}]}",
            "{\"changes\":[{\"parts\":2,\"since_ms\":-1}]}",
            "{\"changes\":[{\"parts\":4,\"since_ms\":0},{\"parts\":2,\"since_ms\":0}]}",
            "{\"changes\":[{\"parts\":2")) {
      assertThat(PartsHistory.read(text.getBytes(UTF_8))).as(text).isEmpty();
    }
    assertThat(PartsHistory.read(null)).isEmpty();
  }

  @Test
  void partsAt_goesByArrival() {
    assertThat(TWO_THEN_FOUR.partsAt(999)).isEqualTo(1);
    assertThat(TWO_THEN_FOUR.partsAt(1_000)).isEqualTo(2);
    assertThat(TWO_THEN_FOUR.partsAt(5_000)).isEqualTo(4);
    assertThat(TWO_THEN_FOUR.nextAfter(0)).isEqualTo(1_000);
    assertThat(TWO_THEN_FOUR.nextAfter(1_000)).isEqualTo(2_000);
    assertThat(TWO_THEN_FOUR.nextAfter(2_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void with_fewerParts_isRefused() {
    assertThatThrownBy(() -> PartsHistory.with(TWO_THEN_FOUR, 3, 9_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void notAfter_aClockThatIsFast_isHeldToTheBrokers() {
    assertThat(TWO_THEN_FOUR.notAfter(1_500).changes())
        .containsExactly(new Change(2, 1_000), new Change(4, 1_500));
  }

  @Test
  void put_recordsOfTwoWriters_keepsTheLargest_andWhatEachLeftOut() {
    HotSites sites = new HotSites();
    sites.put("s", PartsHistory.with(null, 4, 2_000));
    sites.put("s", PartsHistory.with(null, 2, 1_000));

    assertThat(sites.parts("s")).isEqualTo(4);
    assertThat(sites.all()).containsEntry("s", TWO_THEN_FOUR);
    assertThat(sites.parts("t")).isEqualTo(1);
    assertThat(sites.mostParts()).isEqualTo(4);
  }
}
