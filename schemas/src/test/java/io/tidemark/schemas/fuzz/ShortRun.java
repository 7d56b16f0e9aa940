package io.tidemark.schemas.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Feeds a target with the kept inputs and then with mutations of them. The seed makes the same
 * inputs again.
 */
public final class ShortRun {
  /** The longest that a run may take, also one of millions of inputs. */
  public static final int MOST_SECONDS = 900;

  private static final int MOST_CHANGES = 5;
  private static final int LONGEST = 4096;
  private static final byte[] TELLING = {
    0,
    1,
    -1,
    127,
    -128,
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '%',
    '&',
    '=',
    '0',
    '9',
    '-',
    '.',
    ' ',
    '\n',
    (byte) 0xc3,
    (byte) 0xed,
    (byte) 0xf0
  };

  private final List<byte[]> kept;
  private final SplittableRandom random;

  /** A run with the kept inputs of a target; {@code -Dfuzz.seed=S} makes it another one. */
  public static ShortRun of(String target) {
    return new ShortRun(Corpus.of(target), Long.getLong("fuzz.seed", 1));
  }

  /**
   * How many inputs to feed beyond the kept ones: {@code -Dfuzz.mutations=N}.
   *
   * @param otherwise where nothing is said
   */
  public static int mutations(int otherwise) {
    return Integer.getInteger("fuzz.mutations", otherwise);
  }

  /**
   * A run that begins with these inputs.
   *
   * @param seed printed when an input fails
   */
  public ShortRun(Corpus corpus, long seed) {
    this.kept = corpus.inputs();
    this.random = new SplittableRandom(seed);
  }

  /**
   * Runs.
   *
   * @param mutations how many inputs beyond the kept ones
   * @throws AssertionError an input makes the target fail; it is named, in hex
   */
  public void run(Consumer<byte[]> target, int mutations) {
    kept.forEach(input -> feed(target, input));
    for (int i = 0; i < mutations; i++) {
      feed(target, mutated());
    }
  }

  private static void feed(Consumer<byte[]> target, byte[] input) {
    try {
      target.accept(input.clone());
    } catch (RuntimeException | Error e) {
      throw new AssertionError("failed with the input " + HexFormat.of().formatHex(input), e);
    }
  }

  private byte[] any() {
    return kept.get(random.nextInt(kept.size()));
  }

  private byte[] mutated() {
    byte[] input = any();
    for (int changes = random.nextInt(1, MOST_CHANGES + 1); changes > 0; changes--) {
      input = changed(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + 1 + random.nextInt(16));
    return switch (random.nextInt(5)) {
      case 0 -> spliced(input, at, new byte[] {telling()}, Math.min(input.length, at + 1));
      case 1 -> spliced(input, at, new byte[] {(byte) random.nextInt(256)}, at);
      case 2 -> spliced(input, at, new byte[0], to);
      case 3 -> spliced(input, at, Arrays.copyOfRange(input, at, to), at);
      default -> {
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        int until = Math.min(other.length, from + 1 + random.nextInt(32));
        yield spliced(input, at, Arrays.copyOfRange(other, from, until), to);
      }
    };
  }

  private byte telling() {
    return TELLING[random.nextInt(TELLING.length)];
  }

  /** The input with {@code from..to} replaced. */
  private static byte[] spliced(byte[] input, int from, byte[] with, int to) {
    byte[] result = new byte[from + with.length + input.length - to];
    System.arraycopy(input, 0, result, 0, from);
    System.arraycopy(with, 0, result, from, with.length);
    System.arraycopy(input, to, result, from + with.length, input.length - to);
    return result;
  }
}
