package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.topology.rows.SortedRows;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The stored bytes of format 1. A change here is a new format, and needs a reader of the old one.
 */
class SeenRowsGoldenTest {
  private static final long HASH = 0x0102030405060708L;
  private static final long SECOND = 1_700_000_000L;

  @Test
  void keys_ofEachKind_areTheGoldenBytes() {
    assertThat(hex(SeenKeys.format())).isEqualTo("00");
    assertThat(hex(SeenKeys.segment(258))).isEqualTo("0100000102");
    assertThat(hex(SeenKeys.block(258))).isEqualTo("020000000000000102");
    assertThat(hex(SeenKeys.page(258, 772, 5))).isEqualTo("0300000102000003040005");
    assertThat(hex(SeenKeys.filter(258, 772))).isEqualTo("040000010200000304");
    assertThat(SeenKeys.blockOf(SeenKeys.block(258))).isEqualTo(258);
    assertThat(SeenKeys.segmentOf(SeenKeys.page(258, 772, 5))).isEqualTo(258);
  }

  @Test
  void ids_outOfOrder_areTheGoldenBytes_andReadBackByArrival() {
    IdList ids = new IdList();
    ids.add(HASH, 0x0A0B0C0DL << 32 | SECOND + 300);
    ids.add(HASH + 1, 0x0A0B0C0DL << 32 | SECOND);
    ids.add(-1, 0xFFFFFFFFL << 32 | SECOND);

    byte[] row = IdRow.write(ids, 0, 3);

    assertThat(hex(row))
        .isEqualTo(
            "016553f100"
                + "0002"
                + "01020304050607090a0b0c0d"
                + "ffffffffffffffffffffffff"
                + "ac0201"
                + "01020304050607080a0b0c0d");
    IdList read = new IdList();
    IdRow.read(row, read);
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.hash(1)).isEqualTo(-1);
    assertThat(read.rest(2)).isEqualTo(0x0A0B0C0DL << 32 | SECOND + 300);
    assertThat(IdRow.newest(row)).isEqualTo(SECOND + 300);
    assertThat(IdRow.arrival(row, HASH, 0x0A0B0C0DL << 32)).isEqualTo(SECOND + 300);
    assertThat(IdRow.arrival(row, HASH, 0x0A0B0C0EL << 32)).isEqualTo(IdTable.NEVER);
  }

  @Test
  void segment_isTheGoldenBytes_andReadsBack() {
    Segment segment = new Segment(258, 1, 13, SECOND, SECOND + 300, 2_000_000, 300, 62_500);

    assertThat(hex(segment.row())).isEqualTo("01010d80e2cfaa06ace4cfaa0680897aac02a4e803");
    assertThat(Segment.read(SeenKeys.segment(258), segment.row())).isEqualTo(segment);
  }

  @Test
  void filter_isTheGoldenBytes_andReadsBack() {
    BloomFilter filter = BloomFilter.withLines(1);
    filter.add(HASH, 0x0A0B0C0DL << 32);

    byte[] slice = filter.slice(0);

    assertThat(hex(slice))
        .isEqualTo(
            "0001000000102000000100000000000000000000000000040000000000000000"
                + "0000000000000002000000000000000000000000000000400000000000000000");
    BloomFilter read = BloomFilter.withLines(1);
    read.slice(0, slice);
    assertThat(read.mayHave(HASH, 0x0A0B0C0DL << 32)).isTrue();
    assertThat(read.mayHave(HASH + 1, 0x0A0B0C0DL << 32)).isFalse();
  }

  @Test
  void format_isTheGoldenBytes_andReadsBack() {
    SortedRows rows = new SortedRows();
    SeenFormat format = SeenFormat.of(rows, () -> HASH);

    assertThat(hex(format.row())).isEqualTo("010102030405060708");
    rows.put(SeenKeys.format(), format.row());
    assertThat(SeenFormat.of(rows, () -> 0)).isEqualTo(new SeenFormat(HASH, true));
  }

  @Test
  void hash_ofAnEvent_isTheGoldenBits() {
    EventHash hash = new EventHash(HASH);
    byte[] both = "example.com|0a1b2c3d".getBytes(StandardCharsets.UTF_8);

    hash.set(both, 0, 11, both, 12, both.length);

    assertThat(Long.toHexString(hash.hash())).isEqualTo("687ac900f9e6af27");
    assertThat(Long.toHexString(hash.rest(SECOND))).isEqualTo("fbfd91836553f100");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
