package io.tidemark.topology.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link RowWriter} wrote. Not thread-safe. */
public final class RowReader {
  private final byte[] bytes;
  private int at;

  public RowReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int u8() {
    return bytes[at++] & 0xFF;
  }

  public long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  public byte[] block() {
    int length = (int) varint();
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /** Passes over what {@link #block} would read. */
  public void skipBlock() {
    int length = (int) varint();
    at += length;
  }

  public String text() {
    int length = (int) varint();
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  /** All bytes not read yet. */
  public byte[] rest() {
    byte[] value = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return value;
  }

  /** Whether there are bytes not read yet. */
  public boolean hasMore() {
    return at < bytes.length;
  }
}
