package io.tidemark.topology.rollup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.rows.RowWriter;
import io.tidemark.topology.rows.SortedRows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.ValueViews;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The stored bytes of the formats. A change here is a new format, and needs a reader of the old
 * one.
 */
class RowsGoldenTest {
  private static final byte[] BUCKET =
      RowKeys.bucket(
          new BucketKey(
              "example.com", Level.DAY, Instant.parse("2025-11-12T00:00:00Z").toEpochMilli()));

  @Test
  void keys_ofEachKind_areTheGoldenBytes() {
    assertThat(hex(RowKeys.site("example.com"))).isEqualTo("01006578616d706c652e636f6d");
    String bucket = "010301c054806578616d706c652e636f6d00";
    assertThat(hex(RowKeys.header(BUCKET))).isEqualTo(bucket + "00");
    assertThat(hex(RowKeys.users(BUCKET))).isEqualTo(bucket + "01");
    assertThat(hex(RowKeys.top(BUCKET, 0, 258))).isEqualTo(bucket + "02000102");
    assertThat(hex(RowKeys.value(BUCKET, 0, utf8("/ü")))).isEqualTo(bucket + "03002fc3bc");
    assertThat(hex(RowKeys.usersOfValue(BUCKET, 0, utf8("/ü")))).isEqualTo(bucket + "04002fc3bc");
  }

  @Test
  void removal_ofASite_isTheGoldenBytes_andReadsBack() {
    RemovalRow row = new RemovalRow(2, 1, 300, 5, 299);

    assertThat(hex(RowKeys.removal("example.com"))).isEqualTo("01056578616d706c652e636f6d");
    assertThat(hex(row.toBytes())).isEqualTo("010201ac0205ac02");
    assertThat(RemovalRow.read(row.toBytes())).isEqualTo(row);
    assertThat(hex(utf8(RemovalRow.name("s", 12)))).isEqualTo("73013132");
  }

  @Test
  void header_ofASmallDay_isTheGoldenBytes_andReadsBack() {
    ValueCount withUser = new ValueCount(utf8("/a"));
    withUser.views = 299;
    withUser.addUser(5);
    withUser.addHour(3, 200);
    withUser.addHour(23, 99);
    ValueCount plain = new ValueCount(utf8("/b"));
    plain.views = 1;
    TableHeader paths = new TableHeader(false, false, 0, 2, 0, 0);
    RowWriter header =
        BucketRows.head(new RowWriter(), new Totals(300, 301, new UserSketch(), false));
    BucketRows.table(header, 0, paths);
    BucketRows.value(header, withUser);
    BucketRows.value(header, plain);
    byte[] row = header.toBytes();

    assertThat(hex(row))
        .isEqualTo(
            "0200ac02ad02"
                + "0110"
                + "0000"
                + "02000000"
                + "022f61"
                + "11ab020203c8011763200000000000000005"
                + "022f62"
                + "020100");
    BucketRows.Tables read = BucketRows.readDay(row);
    assertThat(read.head().views()).isEqualTo(300);
    assertThat(read.head().events()).isEqualTo(301);
    BucketRows.Table table = requireNonNull(read.table(0));
    assertThat(table.header()).isEqualTo(paths);
    assertThat(table.values()).hasSize(2);
    assertThat(table.values().get(0).hour(3)).isEqualTo(200);
    assertThat(table.values().get(0).hour(23)).isEqualTo(99);
    assertThat(table.values().get(0).toTotals().users().estimate()).isEqualTo(1);
  }

  @Test
  void header_ofAllTimeSplit_isTheGoldenBytes_andReadsBack() {
    TableHeader paths = new TableHeader(true, true, 3, 5_000, 7, 2);
    TableHeader browsers = new TableHeader(true, false, 0, 70, 0, 0);
    RowWriter header =
        BucketRows.headOfAllTime(
            new RowWriter(),
            new Totals(70_000, 80_000, new UserSketch(), true),
            List.of(86_400_000L * 20_000));
    BucketRows.table(header, 0, paths);
    BucketRows.table(header, 5, browsers);
    byte[] row = header.toBytes();

    assertThat(hex(row))
        .isEqualTo("0301f0a20480f10400" + "0180e8dd0d" + "0003882707" + "0203" + "050146000000");
    BucketRows.Tables read = BucketRows.readAllTime(row);
    assertThat(read.hasTotalsOfOpenDays()).isFalse();
    assertThat(read.head().users()).isNull();
    assertThat(read.openDays()).containsExactly(86_400_000L * 20_000);
    assertThat(requireNonNull(read.table(0)).header()).isEqualTo(paths);
    assertThat(requireNonNull(read.table(5)).header()).isEqualTo(browsers);
  }

  @Test
  void allTime_ofTheVersionBefore_hasTheTotalsOfItsOpenDays() {
    byte[] row = HexFormat.of().parseHex("0201f0a20480f10400" + "0180e8dd0d");

    BucketRows.Tables read = BucketRows.readAllTime(row);

    assertThat(read.hasTotalsOfOpenDays()).isTrue();
    assertThat(read.head().views()).isEqualTo(70_000);
    assertThat(read.openDays()).containsExactly(86_400_000L * 20_000);
  }

  @Test
  void hour_isTheGoldenBytes_andReadsBack() {
    TableHeader paths = new TableHeader(true, true, 2, 5_000, 7, 3);
    byte[] row =
        BucketRows.hour(new RowWriter(), new Totals(300, 301, new UserSketch(), false), paths);

    assertThat(hex(row)).isEqualTo("0200ac02ad020110" + "0102" + "88270703");
    assertThat(BucketRows.readHour(row).paths()).isEqualTo(paths);
  }

  @Test
  void minute_isTheGoldenBytes_andReadsBack() {
    SortedRows rows = new SortedRows();
    MinuteBucket minute = MinuteBucket.load(rows, utf8("s"), 0, 10);
    minute.totals.views = 5;
    minute.totals.events = 6;
    minute.paths.add(utf8("/a"), SliceHash.of(utf8("/a")), 4);
    minute.paths.add(utf8("/b"), SliceHash.of(utf8("/b")), 1);
    minute.put(rows, minute.write(rows, false));

    byte[] key = RowKeys.header(RowKeys.bucket(Level.MINUTE, 0, utf8("s")));
    assertThat(hex(requireNonNull(rows.get(key))))
        .isEqualTo("0200" + "05060110" + "000000" + "02022f6104022f6201");
    assertThat(MinuteBucket.load(rows, utf8("s"), 0, 10).paths.best(9))
        .containsExactly(new ValueViews("/a", 4), new ValueViews("/b", 1));
  }

  @Test
  void tenMinutes_areTheGoldenBytes_andReadBack() {
    SortedRows rows = new SortedRows();
    MinuteBucket first = MinuteBucket.empty(utf8("s"), 601 * 60_000L, 10);
    MinuteBucket last = MinuteBucket.empty(utf8("s"), 609 * 60_000L, 10);
    first.totals.views = 5;
    last.paths.add(utf8("/b"), SliceHash.of(utf8("/b")), 1);
    new MinuteRows(utf8("s"), -1).write(rows, List.of(first, last), null);

    byte[] key = RowKeys.tenMinutes(utf8("s"), 600 * 60_000L);
    assertThat(hex(key)).isEqualTo("010100000258730005");
    assertThat(hex(requireNonNull(rows.get(key))))
        .isEqualTo(
            ("01" + "0a" + "0200" + "05000110" + "00000000")
                + ("09" + "0e" + "0200" + "00000110" + "000000" + "01022f6201"));
    assertThat(rows.size()).isEqualTo(1);
    assertThat(MinuteBucket.load(rows, utf8("s"), 601 * 60_000L, 10).totals.views).isEqualTo(5);
    assertThat(MinuteBucket.load(rows, utf8("s"), 609 * 60_000L, 10).paths.best(9))
        .containsExactly(new ValueViews("/b", 1));
  }

  @Test
  void row_ofAnotherFormat_isRefused() {
    assertThatThrownBy(() -> BucketRows.readDay(new byte[] {1, 0, 0, 0, 0}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("format 1; expected 2");
  }

  @Test
  void topChunks_areTheGoldenBytes_andReadBack() {
    List<ValueViews> top = List.of(new ValueViews("/a", 300), new ValueViews("/b", 1));
    List<byte[]> chunks = TopChunks.cut(top);

    assertThat(chunks).hasSize(1);
    assertThat(hex(chunks.get(0))).isEqualTo("02022f61ac02022f6201");
    assertThat(TopChunks.read(chunks.get(0))).isEqualTo(top);
  }

  @Test
  void siteRow_isTheGoldenBytes_andReadsBack() {
    SiteQuality quality =
        new SiteQuality(300, 2, 1, Map.of("b", 3L, "a", 4L), Map.of("too_long", 5L));
    SiteRow row = new SiteRow(Optional.of(new SiteSummary("s", 1_000, 1_999)), quality);

    assertThat(hex(row.toBytes(new RowWriter())))
        .isEqualTo(
            "01"
                + "d00f"
                + "e807"
                + "ac02"
                + "02"
                + "01"
                + "02"
                + "016104"
                + "016203"
                + "01"
                + "08746f6f5f6c6f6e67"
                + "05");
    assertThat(SiteRow.read("s", row.toBytes(new RowWriter()))).isEqualTo(row);
    SiteRow botsOnly = new SiteRow(Optional.empty(), quality);
    assertThat(SiteRow.read("s", botsOnly.toBytes(new RowWriter()))).isEqualTo(botsOnly);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
