package io.tidemark.topology.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 126, 127, 128, 5_000, 16_383, 16_384, 2_097_152})
  void endBlock_afterBytesOfAnyLength_isTheSameAsBlock(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31);
    }
    RowWriter row = new RowWriter().varint(7);

    int start = row.beginBlock();
    row.raw(content);
    row.endBlock(start).u8(9);

    assertThat(row.toBytes()).isEqualTo(new RowWriter().varint(7).block(content).u8(9).toBytes());
  }
}
