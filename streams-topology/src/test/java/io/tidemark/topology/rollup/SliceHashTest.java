package io.tidemark.topology.rollup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SliceHashTest {
  private static final int MANY = 20_000;

  @Test
  void hash_ofASlice_isThatOfItsBytesAlone() {
    byte[] around = "before/section/page-12/after".getBytes(US_ASCII);
    for (int from = 0; from < around.length; from++) {
      for (int to = from; to <= around.length; to++) {
        byte[] alone = new String(around, from, to - from, US_ASCII).getBytes(US_ASCII);

        assertThat(SliceHash.of(around, from, to)).isEqualTo(SliceHash.of(alone));
      }
    }
  }

  @Test
  void hash_whereOneByteDiffers_isAnother() {
    int same = 0;
    for (int length = 1; length <= 40; length++) {
      byte[] value = "x".repeat(length).getBytes(US_ASCII);
      int hash = SliceHash.of(value);
      for (int at = 0; at < length; at++) {
        value[at] = 'y';
        same += SliceHash.of(value) == hash ? 1 : 0;
        value[at] = 'x';
      }
    }
    assertThat(same).as("of 820, where 2^-32 each are to be expected").isLessThan(3);
  }

  @Test
  void hash_ofShortValues_isAnotherForEach() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      hashes.add(SliceHash.of(Integer.toString(i, 36).getBytes(US_ASCII)));
    }
    assertThat(hashes).hasSizeGreaterThan(MANY - 5);
  }

  /**
   * A difference in the second highest bit of a word passes a multiplication unchanged, or with the
   * highest one, whatever the factor; the next word has what makes up for it.
   */
  @Test
  void hash_ofValuesThatAreChosenToCollide_isAnother() {
    Random random = new Random(1);
    int same = 0;
    for (int i = 0; i < MANY; i++) {
      byte[] value = new byte[16];
      for (int at = 0; at < value.length; at++) {
        value[at] = (byte) ('b' + random.nextInt(20));
      }
      byte[] other = value.clone();
      value[7] = '!';
      other[7] = 'a';
      value[12] = 'a';
      other[12] = 'c';
      value[15] = '!';
      other[15] = 'a';
      same += SliceHash.of(value) == SliceHash.of(other) ? 1 : 0;
    }
    assertThat(same).as("of " + MANY + ", where 2^-32 each are to be expected").isLessThan(3);
  }
}
