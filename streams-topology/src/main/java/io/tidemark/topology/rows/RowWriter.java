package io.tidemark.topology.rows;

import io.tidemark.schemas.users.UserSketch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds a row's bytes: fixed big-endian numbers, LEB128 varints, length-prefixed text, sets of
 * users. Not thread-safe.
 */
public final class RowWriter {
  private byte[] bytes = new byte[64];
  private int size;

  public RowWriter u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Four bytes, big-endian, so that unsigned numbers sort. */
  public RowWriter u32(long value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** An unsigned LEB128 varint of 1..10 bytes. */
  public RowWriter varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public RowWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** A varint length, then the bytes. */
  public RowWriter block(byte[] value) {
    return varint(value.length).raw(value);
  }

  /**
   * Begins a block whose length is not known yet.
   *
   * @return to be given to {@link #endBlock}
   */
  public int beginBlock() {
    room(1);
    return ++size;
  }

  /** Ends the block that began there; what was written since is in it. */
  public RowWriter endBlock(int start) {
    int length = size - start;
    int more = (31 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    room(more);
    System.arraycopy(bytes, start, bytes, start + more, length);
    size = start - 1;
    varint(length);
    size += length;
    return this;
  }

  /** The stored form of a set of users. */
  public RowWriter users(UserSketch users) {
    room(users.storedBytes());
    size = users.writeTo(bytes, size);
    return this;
  }

  /** As {@link #users}, of a small set of one. */
  public RowWriter onlyUser(long userHash) {
    room(UserSketch.SMALL_OF_BYTES);
    size = UserSketch.writeSmallOf(userHash, bytes, size);
    return this;
  }

  public RowWriter text(String value) {
    return block(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins anew, in the room it has. */
  public RowWriter clear() {
    size = 0;
    return this;
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
