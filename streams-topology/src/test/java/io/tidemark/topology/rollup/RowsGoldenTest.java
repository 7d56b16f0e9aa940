package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.SiteSummary;
import io.tidemark.topology.view.ValueViews;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The stored bytes of format 1. A change here is a new format, and needs a reader of the old one.
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
    assertThat(hex(RowKeys.value(BUCKET, 0, "/ü"))).isEqualTo(bucket + "03002fc3bc");
  }

  @Test
  void header_ofASmallBucket_isTheGoldenBytes_andReadsBack() {
    TableHeader paths = new TableHeader(0, false, false, 0, 2, 0, 0);
    UserSketch users = UserSketch.small();
    users.add(5);
    List<ValueCount> values =
        List.of(new ValueCount("/a", 299, users, false), new ValueCount("/b", 1, null, false));
    byte[] table = BucketRows.table(paths, values);
    byte[] row = BucketRows.header(300, 301, new UserSketch().toBytes(), List.of(table));

    assertThat(hex(row))
        .isEqualTo(
            "0100ac02ad02"
                + "0110"
                + "0000"
                + "02000000"
                + "022f61ab02"
                + "09200000000000000005"
                + "022f620100");
    BucketRows.Header read = BucketRows.readHeader(row);
    assertThat(read.views()).isEqualTo(300);
    assertThat(read.events()).isEqualTo(301);
    assertThat(read.table(0).orElseThrow().header()).isEqualTo(paths);
    assertThat(read.table(0).orElseThrow().values()).hasSize(2);
    assertThat(read.table(0).orElseThrow().values().get(0).users().estimate()).isEqualTo(1);
  }

  @Test
  void header_ofASplitBucket_isTheGoldenBytes_andReadsBack() {
    TableHeader paths = new TableHeader(0, true, true, 3, 5_000, 7, 2);
    TableHeader browsers = new TableHeader(5, true, false, 0, 70, 0, 0);
    byte[] row =
        BucketRows.header(
            70_000,
            80_000,
            null,
            List.of(BucketRows.table(paths, List.of()), BucketRows.table(browsers, List.of())));

    assertThat(hex(row)).isEqualTo("0101f0a20480f10400" + "0003882707" + "0203" + "050146000000");
    assertThat(BucketRows.readHeader(row).users()).isNull();
    assertThat(BucketRows.readHeader(row).table(0).orElseThrow().header()).isEqualTo(paths);
    assertThat(BucketRows.readHeader(row).table(5).orElseThrow().header()).isEqualTo(browsers);
  }

  @Test
  void topChunks_areTheGoldenBytes_andReadBack() {
    List<ValueViews> top = List.of(new ValueViews("/a", 300), new ValueViews("/b", 1));
    List<byte[]> chunks = BucketRows.topChunks(top);

    assertThat(chunks).hasSize(1);
    assertThat(hex(chunks.get(0))).isEqualTo("02022f61ac02022f6201");
    assertThat(BucketRows.readTopChunk(chunks.get(0))).isEqualTo(top);
  }

  @Test
  void siteRow_isTheGoldenBytes_andReadsBack() {
    SiteQuality quality =
        new SiteQuality(300, 2, 1, Map.of("b", 3L, "a", 4L), Map.of("too_long", 5L));
    SiteRow row = new SiteRow(Optional.of(new SiteSummary("s", 1_000, 1_999)), quality);

    assertThat(hex(row.toBytes()))
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
    assertThat(SiteRow.read("s", row.toBytes())).isEqualTo(row);
    SiteRow botsOnly = new SiteRow(Optional.empty(), quality);
    assertThat(SiteRow.read("s", botsOnly.toBytes())).isEqualTo(botsOnly);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
