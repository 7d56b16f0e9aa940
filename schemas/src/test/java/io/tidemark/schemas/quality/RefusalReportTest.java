package io.tidemark.schemas.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalReportTest {

  @Test
  void report_isTheGoldenJson_andReadsBack() {
    RefusalReport report = new RefusalReport(Map.of("too_long", 1L, "invalid_timestamp", 3L));

    assertThat(new String(report.toBytes(), UTF_8))
        .isEqualTo("{\"refused\":{\"invalid_timestamp\":3,\"too_long\":1}}");
    assertThat(RefusalReport.read(report.toBytes())).contains(report);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"refused\":3}",
        "{\"refused\":{\"a\":0}}",
        "{\"refused\":{\"a\":\"1\"}}",
        "{\"refused\":{\"a\":99999999999999999999}}"
      })
  void bytes_thatAreNoReport_areRefused(String json) {
    assertThat(RefusalReport.read(json.getBytes(UTF_8))).isEmpty();
  }
}
