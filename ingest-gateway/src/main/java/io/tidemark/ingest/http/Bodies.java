package io.tidemark.ingest.http;

import io.tidemark.ingest.publish.ByteBudget;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Reads request bodies: at most so many bytes each, so many at once over all requests, and so long.
 * Memory is taken as bytes arrive, never on the word of a header. Thread-safe.
 */
final class Bodies {
  private static final int FIRST_BYTES = 8 * 1024;

  /** How many times as much memory as bytes have arrived is taken at most. */
  private static final int GROWTH = 4;

  private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ByteBudget budget;
  private final long graceNanos;

  Bodies(ByteBudget budget) {
    this(budget, HttpLimits.BODY_GRACE);
  }

  /**
   * Out of a budget.
   *
   * @param grace how long a body may take before its pace counts
   */
  Bodies(ByteBudget budget, Duration grace) {
    this.budget = budget;
    this.graceNanos = grace.toNanos();
  }

  /** What was read. */
  sealed interface Body {
    /** The whole body, to be given to {@link #release} when its bytes are no longer needed. */
    final class Read implements Body {
      private final byte[] bytes;
      private final long reservedBytes;

      Read(byte[] bytes, long reservedBytes) {
        this.bytes = bytes;
        this.reservedBytes = reservedBytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    /**
     * The body is not taken.
     *
     * @param close whether some of it is unread, so that the connection must be closed
     */
    record Refused(Refusal refusal, boolean close) implements Body {}
  }

  /**
   * Reads a body to its end.
   *
   * @param lengthBytes what the sender announced; -1: nothing
   * @param limitBytes the most it may be
   */
  Body read(InputStream in, long lengthBytes, int limitBytes) {
    long deadline = System.nanoTime() + HttpLimits.BODY.toNanos();
    if (lengthBytes > limitBytes) {
      return refuse(in, lengthBytes, deadline, tooLarge(limitBytes));
    }
    int most = lengthBytes < 0 ? limitBytes + 1 : (int) lengthBytes;
    Growing bytes = new Growing();
    try {
      if (!bytes.grow(Math.min(FIRST_BYTES, most))) {
        return refuse(in, lengthBytes, deadline, overloaded());
      }
      while (bytes.size != lengthBytes && bytes.readSome(in)) {
        if (bytes.size > limitBytes) {
          bytes.release();
          return refuse(in, lengthBytes, deadline, tooLarge(limitBytes));
        }
        if (System.nanoTime() - deadline > 0) {
          bytes.release();
          return new Body.Refused(incomplete("did not arrive within 30 s"), true);
        }
        if (isTooSlow(bytes.size, deadline)) {
          bytes.release();
          return new Body.Refused(incomplete("arrives too slowly"), true);
        }
        if (bytes.isFull() && !bytes.grow((int) Math.min((long) GROWTH * bytes.size, most))) {
          bytes.release();
          return refuse(in, lengthBytes, deadline, overloaded());
        }
      }
      return new Body.Read(bytes.toArray(), bytes.reserved);
    } catch (IOException | RuntimeException e) {
      bytes.release();
      return new Body.Refused(incomplete("ended early or is not framed as HTTP says"), true);
    }
  }

  /** Whether a sender keeps a thread for next to nothing. */
  private boolean isTooSlow(int size, long deadline) {
    long nanos = System.nanoTime() - (deadline - HttpLimits.BODY.toNanos());
    return nanos > graceNanos && size < HttpLimits.BODY_BYTES_PER_SECOND * (nanos / SECOND_NANOS);
  }

  /** Gives back what a body took. */
  void release(Body.Read body) {
    budget.release(body.reservedBytes);
  }

  /** Reads and forgets a body that is not wanted, within bounds, and refuses it. */
  Body.Refused refuse(InputStream in, long lengthBytes, Refusal refusal) {
    return refuse(in, lengthBytes, System.nanoTime() + HttpLimits.BODY.toNanos(), refusal);
  }

  private static Body.Refused refuse(
      InputStream in, long lengthBytes, long deadline, Refusal refusal) {
    return new Body.Refused(
        refusal, lengthBytes > HttpLimits.DISCARD_BYTES || !discard(in, deadline));
  }

  private static boolean discard(InputStream in, long deadline) {
    byte[] waste = new byte[FIRST_BYTES];
    long left = HttpLimits.DISCARD_BYTES;
    try {
      while (left > 0 && System.nanoTime() - deadline < 0) {
        int count = in.read(waste);
        if (count < 0) {
          return true;
        }
        left -= count;
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
    return false;
  }

  private static Refusal tooLarge(int limitBytes) {
    return new Refusal(
        RefusalCode.BODY_TOO_LARGE,
        "the body is larger than " + limitBytes + " bytes; send less, or more events in batches",
        null);
  }

  private static Refusal overloaded() {
    return new Refusal(
        RefusalCode.OVERLOADED, "too many requests are being read; try again in a second", null);
  }

  private static Refusal incomplete(String what) {
    return new Refusal(RefusalCode.INVALID_JSON, "the body " + what, null);
  }

  /** Bytes so far, paid for out of the budget. */
  private final class Growing {
    private byte[] bytes = {};
    private int size;
    private long reserved;

    boolean grow(int toBytes) {
      if (!budget.tryAcquire(toBytes - bytes.length)) {
        return false;
      }
      reserved += toBytes - bytes.length;
      bytes = Arrays.copyOf(bytes, toBytes);
      return true;
    }

    boolean readSome(InputStream in) throws IOException {
      int count = in.read(bytes, size, bytes.length - size);
      size += Math.max(0, count);
      return count >= 0;
    }

    boolean isFull() {
      return size == bytes.length;
    }

    byte[] toArray() {
      return isFull() ? bytes : Arrays.copyOf(bytes, size);
    }

    void release() {
      budget.release(reserved);
      reserved = 0;
    }
  }
}
