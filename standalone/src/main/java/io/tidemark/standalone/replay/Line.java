package io.tidemark.standalone.replay;

/**
 * One line of the file.
 *
 * @param number 1 for the first
 * @param offset where it begins, bytes of uncompressed text
 * @param bytes without the line break; cut off where the line is longer than allowed
 * @param length bytes it has in the file, without the line break
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and only read
record Line(long number, long offset, byte[] bytes, long length) {

  /** Whether it was longer than allowed. */
  boolean isCut() {
    return bytes.length < length;
  }

  /** Whether it has nothing but white space. */
  boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return !isCut();
  }
}
