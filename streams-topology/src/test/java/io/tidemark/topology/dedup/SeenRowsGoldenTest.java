package io.tidemark.topology.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.rows.StoredFormatException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The stored bytes of format 2. A change here is a new format, and needs a reader of the old one,
 * or a refusal.
 */
class SeenRowsGoldenTest {
  private static final long HASH = 0x0102030405060708L;
  private static final long TAIL = 0x0A0B0C0D0E0F1011L;
  private static final long SECOND = 1_700_000_000L;

  /** One id of 96 bits. */
  private static final byte[] ROW_OF_FORMAT_1 =
      HexFormat.of().parseHex("016553f100" + "0001" + "01020304050607080a0b0c0d");

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
    ids.add(HASH, TAIL, SECOND + 300);
    ids.add(HASH + 1, TAIL, SECOND);
    ids.add(-1, -1, SECOND);

    byte[] row = IdRow.write(ids, 0, 3);

    assertThat(hex(row))
        .isEqualTo(
            "026553f100"
                + "0002"
                + "01020304050607090a0b0c0d0e0f1011"
                + "ffffffffffffffffffffffffffffffff"
                + "ac0201"
                + "01020304050607080a0b0c0d0e0f1011");
    IdList read = new IdList();
    IdRow.read(row, read);
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.hash(1)).isEqualTo(-1);
    assertThat(read.tail(2)).isEqualTo(TAIL);
    assertThat(read.arrival(2)).isEqualTo(SECOND + 300);
    assertThat(IdRow.newest(row)).isEqualTo(SECOND + 300);
    assertThat(IdRow.arrival(row, HASH, TAIL)).isEqualTo(SECOND + 300);
    assertThat(IdRow.arrival(row, HASH, TAIL ^ 1)).isEqualTo(IdTable.NEVER);
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
    filter.add(HASH, TAIL);

    byte[] slice = filter.slice(0);

    assertThat(hex(slice))
        .isEqualTo(
            "0001000000102000000100000000000000000000000000040000000000000000"
                + "0000000000000002000000000000000000000000000000400000000000000000");
    BloomFilter read = BloomFilter.withLines(1);
    read.slice(0, slice);
    assertThat(read.mayHave(HASH, TAIL)).isTrue();
    assertThat(read.mayHave(HASH + 1, TAIL)).isFalse();
  }

  @Test
  void format_isTheGoldenBytes_andReadsBack() {
    SortedRows rows = new SortedRows();
    SeenFormat format = SeenFormat.of(rows, () -> HASH);

    assertThat(hex(format.row())).isEqualTo("020102030405060708");
    rows.put(SeenKeys.format(), format.row());
    assertThat(SeenFormat.of(rows, () -> 0)).isEqualTo(new SeenFormat(HASH, true));
  }

  @Test
  void hash_ofAnEvent_isTheGoldenBits() {
    EventHash hash = new EventHash(HASH);
    byte[] both = "example.com|0a1b2c3d".getBytes(StandardCharsets.UTF_8);

    hash.set(both, 0, 11, both, 12, both.length);

    assertThat(Long.toHexString(hash.hash())).isEqualTo("687ac900f9e6af27");
    assertThat(Long.toHexString(hash.tail())).isEqualTo("fbfd918390db1d12");
  }

  @Test
  void rowOfFormat1_isRead_andComparedByItsBits() {
    IdList read = new IdList();

    IdRow.read(ROW_OF_FORMAT_1, read);

    assertThat(read.size()).isEqualTo(1);
    assertThat(read.hash(0)).isEqualTo(HASH);
    assertThat(read.tail(0)).isEqualTo(0x0A0B0C0D00000000L);
    assertThat(IdRow.newest(ROW_OF_FORMAT_1)).isEqualTo(SECOND);
    assertThat(IdRow.arrival(ROW_OF_FORMAT_1, HASH, TAIL)).isEqualTo(SECOND);
    assertThat(IdRow.arrival(ROW_OF_FORMAT_1, HASH, TAIL ^ 1)).isEqualTo(SECOND);
    assertThat(IdRow.arrival(ROW_OF_FORMAT_1, HASH, TAIL ^ (1L << 32))).isEqualTo(IdTable.NEVER);
    assertThat(IdRow.arrival(ROW_OF_FORMAT_1, HASH ^ 1, TAIL)).isEqualTo(IdTable.NEVER);
  }

  @Test
  void rowOfAnUnknownFormat_isRefused() {
    byte[] row = ROW_OF_FORMAT_1.clone();
    row[0] = 3;

    assertThatThrownBy(() -> IdRow.read(row, new IdList()))
        .isInstanceOf(StoredFormatException.class)
        .hasMessage(
            "a row of event ids has format 3; expected 2: the statistics were counted by another"
                + " version of Tidemark; start with an empty data folder, or another"
                + " TIDEMARK_APPLICATION_ID, which counts the log again");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
