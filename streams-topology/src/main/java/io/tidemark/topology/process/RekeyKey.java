package io.tidemark.topology.process;

import io.tidemark.schemas.topic.HomePartition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of a record on its way through the re-key topic: the site alone, which goes home, or with
 * the partition it goes to.
 *
 * <pre>
 *   | site_id |                          no id has a control character
 *   | site_id | 1 | partition in ASCII digits |
 * </pre>
 */
final class RekeyKey {
  private static final byte MARK = 1;

  private RekeyKey() {}

  /** The key of a record for one partition. */
  static byte[] of(byte[] site, int partition) {
    byte[] digits = Integer.toString(partition).getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(site, site.length + 1 + digits.length);
    key[site.length] = MARK;
    System.arraycopy(digits, 0, key, site.length + 1, digits.length);
    return key;
  }

  /** The site in a key. */
  static byte @Nullable [] site(byte @Nullable [] key) {
    int mark = key == null ? -1 : mark(key);
    return key == null || mark < 0 ? key : Arrays.copyOf(key, mark);
  }

  /**
   * Where a record goes.
   *
   * @param partitions N, the number of partitions
   */
  static int partition(byte[] key, int partitions) {
    int mark = mark(key);
    if (mark < 0) {
      return HomePartition.of(new String(key, StandardCharsets.UTF_8), partitions);
    }
    int partition = 0;
    for (int i = mark + 1; i < key.length; i++) {
      partition = 10 * partition + key[i] - '0';
    }
    return Math.floorMod(partition, partitions);
  }

  private static int mark(byte[] key) {
    for (int i = key.length - 1; i >= 0; i--) {
      if (key[i] == MARK) {
        return i;
      }
    }
    return -1;
  }
}
