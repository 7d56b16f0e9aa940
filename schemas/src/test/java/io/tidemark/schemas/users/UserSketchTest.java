package io.tidemark.schemas.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSketchTest {

  /** Reference values of XXH3_64bits over UTF-8; these must never change. */
  @ParameterizedTest
  @CsvSource({
    "'', 2d06800538d394c2",
    "u1, 9dc02546854d5df1",
    "user-42, 50fe4b21cf7b09cd",
    "'8c1f0a9e4b7d4c51a3f2e6b09d8c7a65', db06726d7668d606",
    "'żółw-\uD83D\uDC22', 3ca50cbc8eadb5f6"
  })
  void hash_knownIds_isTheSameForEver(String userId, String hex) {
    assertThat(HexFormat.of().toHexDigits(UserSketch.hash(userId))).isEqualTo(hex);
  }

  @Test
  void add_newUser_tellsThatItChanged() {
    UserSketch users = new UserSketch();

    assertThat(users.add(0)).isTrue();
    assertThat(users.add(0)).isFalse();
    assertThat(users.add(7)).isTrue();
    assertThat(users.add(7)).isFalse();
    assertThat(users.estimate()).isEqualTo(2);
  }

  @Test
  void estimate_upToTheLimit_isExact() {
    UserSketch users = new UserSketch();

    for (int n = 1; n <= UserSketch.EXACT_LIMIT; n++) {
      assertThat(users.add(UserSketch.hash("u" + n))).isTrue();
      assertThat(users.estimate()).isEqualTo(n);
      assertThat(users.isExact()).isTrue();
      assertThat(users.bounds()).isEqualTo(new UserSketch.Bounds(n, n));
    }
  }

  @Test
  void estimate_pastTheLimit_isApproximateAndNeverBelowIt() {
    UserSketch users = filled(257, 1);

    assertThat(users.isExact()).isFalse();
    assertThat(users.estimate()).isBetween(257L, 275L);
    assertThat(users.bounds().lower()).isGreaterThanOrEqualTo(257);
    assertThat(users.bounds().upper()).isGreaterThan(257);
  }

  @Test
  void add_knownUserInASketch_changesNothing() {
    UserSketch users = filled(1_000, 2);
    byte[] before = users.toBytes();

    SplittableRandom same = new SplittableRandom(2);
    for (int i = 0; i < 1_000; i++) {
      assertThat(users.add(same.nextLong())).isFalse();
    }

    assertThat(users.toBytes()).isEqualTo(before);
  }

  @Test
  void copy_changedLater_leavesTheOriginal() {
    UserSketch small = filled(3, 3);
    UserSketch large = filled(3_000, 3);
    byte[] smallBytes = small.toBytes();
    byte[] largeBytes = large.toBytes();

    small.copy().union(filled(100, 4));
    large.copy().union(filled(5_000, 4));

    assertThat(small.toBytes()).isEqualTo(smallBytes);
    assertThat(large.toBytes()).isEqualTo(largeBytes);
  }

  @Test
  void union_withItself_isTheSame() {
    UserSketch users = filled(100, 5);

    users.union(users);

    assertThat(users.estimate()).isEqualTo(100);
  }

  @Test
  void toBytes_small_isOneByteAndEightPerUser() {
    assertThat(new UserSketch().toBytes()).hasSize(1);
    assertThat(filled(10, 6).toBytes()).hasSize(81);
    assertThat(filled(256, 6).toBytes()).hasSize(1 + 8 * 256);
    assertThat(filled(257, 6).toBytes()).hasSize(2049);
  }

  @Test
  void writeTo_anywhere_writesTheStoredForm_andNothingElse() {
    for (UserSketch users : List.of(filled(0, 7), filled(1, 7), filled(200, 7), filled(300, 7))) {
      byte[] stored = users.toBytes();
      byte[] room = new byte[stored.length + 4];
      Arrays.fill(room, (byte) 7);

      assertThat(users.writeTo(room, 3)).isEqualTo(3 + stored.length);
      assertThat(Arrays.copyOfRange(room, 3, 3 + stored.length)).isEqualTo(stored);
      assertThat(new byte[] {room[0], room[1], room[2], room[stored.length + 3]}).containsOnly(7);
    }
  }

  @Test
  void writeSmallOf_anyUser_isTheSmallSetOfIt() {
    for (long userHash : new long[] {0, 1, -1, Long.MIN_VALUE, UserSketch.hash("u")}) {
      byte[] stored = UserSketch.smallOf(userHash).toBytes();
      byte[] room = new byte[UserSketch.SMALL_OF_BYTES];

      assertThat(UserSketch.writeSmallOf(userHash, room, 0)).isEqualTo(stored.length);
      assertThat(room).isEqualTo(stored);
    }
  }

  /** The most users any estimate, however full the registers, answers with: no overflow. */
  @Test
  void bounds_saturatedRegisters_doNotOverflow() {
    byte[] bytes = new byte[2049];
    Arrays.fill(bytes, (byte) 0xff);
    bytes[0] = 0x11;

    UserSketch users = UserSketch.fromBytes(bytes);

    assertThat(users.estimate()).isPositive();
    assertThat(users.bounds().upper()).isGreaterThanOrEqualTo(users.bounds().lower());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "10ff",
        "30",
        "20ff",
        "21",
        "1000000000000000",
        "11",
        "110000",
        // twice the same hash; two out of order (unsigned)
        "1000000000000000010000000000000001",
        "10ffffffffffffffff0000000000000001"
      })
  void fromBytes_garbage_isRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserSketch.fromBytes(bytes))
        .withMessageStartingWith("not a set of users: ");
  }

  @Test
  void fromBytes_tooManyExactHashes_isRefused() {
    byte[] bytes = new byte[1 + 8 * 257];
    bytes[0] = 0x10;
    for (int i = 0; i < 257; i++) {
      bytes[1 + 8 * i + 6] = (byte) (i >> 8);
      bytes[1 + 8 * i + 7] = (byte) i;
    }

    assertThatIllegalArgumentException().isThrownBy(() -> UserSketch.fromBytes(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 39, 41, 42, 43, 45, 47})
  void fromBytes_impossibleRegisters_areRefused(int register) {
    byte[] bytes = new byte[2049];
    bytes[0] = 0x11;
    bytes[1000] = (byte) register;

    assertThatIllegalArgumentException().isThrownBy(() -> UserSketch.fromBytes(bytes));
  }

  static UserSketch filled(int users, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UserSketch sketch = new UserSketch();
    for (int i = 0; i < users; i++) {
      sketch.add(random.nextLong());
    }
    return sketch;
  }
}
