package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the stored form, byte for byte: what an older release wrote must be read by every
 * later one. The files are never regenerated; a new version adds new ones.
 */
class UserSketchGoldenTest {

  @Test
  void version1_exact_isReadAndWritten() {
    byte[] golden =
        HexFormat.of()
            .parseHex(
                "10" // version 1, exact
                    + "344d1d17a79c628f"
                    + "7f89c7ec957f7b4e"
                    + "9dc02546854d5df1");

    assertThat(users(3).toBytes()).isEqualTo(golden);
    assertThat(UserSketch.fromBytes(golden).estimate()).isEqualTo(3);
    assertThat(UserSketch.fromBytes(golden).toBytes()).isEqualTo(golden);
  }

  @Test
  void version1_empty_isReadAndWritten() {
    assertThat(new UserSketch().toBytes()).containsExactly(0x10);
    assertThat(UserSketch.fromBytes(new byte[] {0x10}).estimate()).isZero();
  }

  @Test
  void version1_sketch_isReadAndWritten() throws IOException {
    byte[] golden = hexOf("user-sketch-v1-1000-users.hex");

    UserSketch read = UserSketch.fromBytes(golden);

    assertThat(users(1000).toBytes()).isEqualTo(golden);
    assertThat(read.estimate()).isEqualTo(1006);
    assertThat(read.bounds()).isEqualTo(new UserSketch.Bounds(972, 1040));
    assertThat(read.toBytes()).isEqualTo(golden);
  }

  /** Users "u0", "u1", ... */
  private static UserSketch users(int count) {
    UserSketch users = new UserSketch();
    IntStream.range(0, count).forEach(i -> users.add(UserSketch.hash("u" + i)));
    return users;
  }

  private static byte[] hexOf(String name) throws IOException {
    try (InputStream in = UserSketchGoldenTest.class.getResourceAsStream(name)) {
      String lines =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(lines.replace("\n", ""));
    }
  }
}
