package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(bytes = {1, 0x20, 0x7f, (byte) 0x80, (byte) 0x81, (byte) 0xff})
  void firstNul_whereverItIs_isFound(byte others) {
    for (int length = 1; length <= 40; length++) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, others);
      assertThat(Utf8.firstNul(bytes)).as("none of %d bytes", length).isEqualTo(-1);
      for (int at = length - 1; at >= 0; at--) {
        bytes[at] = 0; // and those behind it
        assertThat(Utf8.firstNul(bytes)).as("%d bytes", length).isEqualTo(at);
      }
    }
  }
}
