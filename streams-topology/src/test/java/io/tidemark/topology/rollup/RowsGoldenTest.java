package io.tidemark.topology.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.PathViews;
import io.tidemark.topology.view.SiteSummary;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
  void smallHeader_isTheGoldenBytes_andReadsBack() {
    BucketHeader header = new BucketHeader(false, false, 0, 300, 301, 2, 0, 0);
    UserSketch users = new UserSketch();
    List<PathViews> values = List.of(new PathViews("/a", 299), new PathViews("/b", 1));
    byte[] row = BucketRows.smallHeader(header, users, values);

    assertThat(hex(row)).startsWith("0100ac02ad0200000200").endsWith("022f61ab02022f6201");
    assertThat(BucketRows.readHeader(row).header()).isEqualTo(header);
    assertThat(BucketRows.readHeader(row).values()).isEqualTo(values);
  }

  @Test
  void splitHeader_isTheGoldenBytes_andReadsBack() {
    BucketHeader header = new BucketHeader(true, true, 3, 70_000, 80_000, 5_000, 7, 2);
    byte[] row = BucketRows.splitHeader(header);

    assertThat(hex(row)).isEqualTo("0103f0a20480f1040702882703");
    assertThat(BucketRows.readHeader(row).header()).isEqualTo(header);
  }

  @Test
  void siteRow_isTheGoldenBytes_andReadsBack() {
    SiteSummary site = new SiteSummary("s", 1_000, 1_700_000_000_000L);
    byte[] row = SiteRow.write(site);

    assertThat(hex(row)).isEqualTo("01e80780d095ffbc31");
    assertThat(SiteRow.read("s", row)).isEqualTo(site);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
