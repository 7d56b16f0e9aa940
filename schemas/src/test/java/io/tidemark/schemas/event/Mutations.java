package io.tidemark.schemas.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes that are almost an event's. */
final class Mutations {
  private static final String[] PIECES = {
    "\"",
    "\\",
    ",",
    "{",
    "}",
    ":",
    " ",
    "\n",
    "?",
    "#",
    "0",
    "e5",
    "null",
    "\u0000",
    "\u001f",
    "\u007f",
    "\u0080",
    "é",
    "漢",
    "🦆",
    "\\u0041",
    "\"\"",
    "\"ip\":\"1\",",
    ",\"count\":2",
    "\"path\":\"/\",",
    "\"utmSource\":\"a\",",
    ",\"x\":1",
    "{}",
    "T",
    "Z",
    "-",
    "9",
    ".",
    "1e9"
  };

  /** A copy with one thing changed; at least one byte. */
  static byte[] of(byte[] json, Random random) {
    int at = random.nextInt(json.length);
    byte[] changed = json.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] = (byte) random.nextInt();
      case 2 -> {
        return Arrays.copyOf(json, at); // cut off
      }
      case 3 -> {
        int end = Math.min(json.length, at + 1 + random.nextInt(6));
        return spliced(json, at, end, new byte[0]);
      }
      case 4 -> {
        byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
        return spliced(json, at, at, piece);
      }
      default -> {
        int other = random.nextInt(json.length);
        changed[at] = json[other];
        changed[other] = json[at];
      }
    }
    return changed;
  }

  private static byte[] spliced(byte[] json, int from, int to, byte[] piece) {
    byte[] all = Arrays.copyOf(json, from + piece.length + json.length - to);
    System.arraycopy(piece, 0, all, from, piece.length);
    System.arraycopy(json, to, all, from + piece.length, json.length - to);
    return all;
  }

  private Mutations() {}
}
