package io.tidemark.schemas.users;

/**
 * A set of users that knows how many it holds: exact up to {@link #EXACT_LIMIT}, then estimated
 * within 1.7 % standard error in at most 3 KiB.
 *
 * <p>Not thread-safe.
 */
public final class UserSketch {
  /** Most users counted exactly. */
  public static final int EXACT_LIMIT = 256;

  /** The 64-bit hash under which a user counts; the same for ever, in every process. */
  public static long hash(String userId) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Adds a user's hash; true if that changed this sketch (so that it must be stored again). */
  public boolean add(long userHash) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Adds all of the other's users; the other stays as it is. */
  public void union(UserSketch other) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The number of distinct users, rounded. */
  public long estimate() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Whether {@link #estimate()} is exact. */
  public boolean isExact() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The 95 % interval around the estimate; both ends equal the estimate when exact. */
  public Bounds bounds() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** An independent copy. */
  public UserSketch copy() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The stored form, versioned; equal sets of users filled in any order give equal bytes. */
  public byte[] toBytes() {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Reads {@link #toBytes()}.
   *
   * @throws IllegalArgumentException if the bytes are not a sketch of a known version
   */
  public static UserSketch fromBytes(byte[] bytes) {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * An interval of user counts.
   *
   * @param lower inclusive
   * @param upper inclusive
   */
  public record Bounds(long lower, long upper) {}
}
