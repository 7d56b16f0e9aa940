package io.tidemark.query.fuzz;

import io.tidemark.query.merge.Wire;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What peers send as a target: whatever the bytes, a message is read, or refused with an {@link
 * IllegalArgumentException}; one that is read is written and read again alike. The first byte
 * chooses the kind of message.
 */
public final class WireFuzz {

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] message = Arrays.copyOfRange(input, 1, input.length);
    switch (Math.floorMod(input[0], 3)) {
      case 0 -> check(message, bytes -> Wire.write(Wire.question(bytes)));
      case 1 -> check(message, bytes -> Wire.write(Wire.answer(bytes)));
      default -> check(message, bytes -> Wire.write(Wire.replicas(bytes)));
    }
  }

  private static void check(byte[] message, UnaryOperator<byte[]> readAndWrite) {
    byte[] written;
    try {
      written = readAndWrite.apply(message);
    } catch (IllegalArgumentException e) {
      return; // the documented refusal
    }
    byte[] again;
    try {
      again = readAndWrite.apply(written);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("what was written is not read: " + e.getMessage(), e);
    }
    if (!Arrays.equals(written, again)) {
      throw new IllegalStateException("a message changes when it is passed on");
    }
  }

  private WireFuzz() {}
}
