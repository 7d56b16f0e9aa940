package io.tidemark.ingest.http;

import io.tidemark.ingest.publish.ByteBudget;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies: at most so many bytes each, so many at once over all requests, and so long.
 * Memory is taken as bytes arrive, never on the word of a header. No thread waits for a body: it is
 * taken as it comes, by whatever thread the server has for it then. Thread-safe.
 */
final class Bodies {
  private static final int FIRST_BYTES = 8 * 1024;

  /** How many times as much memory as bytes have arrived is taken at most. */
  private static final int GROWTH = 4;

  private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ByteBudget budget;
  private final long graceNanos;
  private final LongSupplier nanoTime;

  Bodies(ByteBudget budget) {
    this(budget, HttpLimits.BODY_GRACE, System::nanoTime);
  }

  /**
   * Out of a budget.
   *
   * @param grace how long a body may take before its pace counts
   * @param nanoTime as {@link System#nanoTime}
   */
  Bodies(ByteBudget budget, Duration grace, LongSupplier nanoTime) {
    this.budget = budget;
    this.graceNanos = grace.toNanos();
    this.nanoTime = nanoTime;
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
   * Reads a body to its end, or as far as it is taken.
   *
   * @param lengthBytes what the sender announced; -1: nothing
   * @param limitBytes the most it may be
   * @param then is called once, by this thread or by another
   */
  void read(Content.Source source, long lengthBytes, int limitBytes, Consumer<Body> then) {
    Arrival arrival = new Arrival(source, lengthBytes, limitBytes, then);
    if (lengthBytes > limitBytes) {
      arrival.refuse(tooLarge(limitBytes));
    }
    arrival.run();
  }

  /** Reads and forgets a body that is not wanted, within bounds, and refuses it. */
  void refuse(Content.Source source, long lengthBytes, Refusal refusal, Consumer<Body> then) {
    Arrival arrival = new Arrival(source, lengthBytes, 0, then);
    arrival.refuse(refusal);
    arrival.run();
  }

  /** Gives back what a body took. */
  void release(Body.Read body) {
    budget.release(body.reservedBytes);
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

  /** A body on its way. One thread at a time. */
  private final class Arrival implements Runnable {
    private final Content.Source source;
    private final long lengthBytes;
    private final int limitBytes;
    private final Consumer<Body> then;
    private final long beganNanos = nanoTime.getAsLong();
    private byte[] bytes = {};
    private int size;
    private long reserved;
    private long discarded;

    /** Why it is not taken; what comes is only thrown away then. */
    private @Nullable Refusal refusal;

    private boolean told;

    Arrival(Content.Source source, long lengthBytes, int limitBytes, Consumer<Body> then) {
      this.source = source;
      this.lengthBytes = lengthBytes;
      this.limitBytes = limitBytes;
      this.then = then;
    }

    /** Takes what is there, and comes again when there is more. */
    @Override
    public void run() {
      if (refusal != null && lengthBytes > HttpLimits.DISCARD_BYTES) {
        tell(new Body.Refused(refusal, true));
      }
      while (!told) {
        Content.Chunk chunk = source.read();
        if (chunk == null) {
          source.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          fail("ended early, came too late or is not framed as HTTP says");
          return;
        }
        boolean last = chunk.isLast();
        try {
          take(chunk.getByteBuffer());
        } finally {
          chunk.release();
        }
        if (last && !told) {
          end();
        }
      }
    }

    void refuse(Refusal why) {
      release();
      refusal = why;
    }

    private void take(ByteBuffer arrived) {
      long nanos = nanoTime.getAsLong() - beganNanos;
      if (nanos > HttpLimits.BODY.toNanos()) {
        fail("did not arrive within 30 s");
      } else if (refusal == null) {
        keep(arrived);
        if (refusal == null && isTooSlow(nanos)) {
          fail("arrives too slowly");
        }
      }
      discarded += arrived.remaining();
      if (discarded > HttpLimits.DISCARD_BYTES && refusal != null) {
        tell(new Body.Refused(refusal, true));
      }
    }

    private void keep(ByteBuffer arrived) {
      int all = size + arrived.remaining();
      if (all > limitBytes) {
        refuse(tooLarge(limitBytes));
      } else if (all > bytes.length && !grow(all)) {
        refuse(overloaded());
      } else {
        int count = arrived.remaining();
        arrived.get(bytes, size, count);
        size += count;
      }
    }

    /** Makes room for so many bytes, and for more that may come. */
    private boolean grow(int least) {
      int most = lengthBytes < 0 ? limitBytes : (int) lengthBytes;
      long wanted = Math.max(FIRST_BYTES, (long) GROWTH * size);
      int to = Math.max(least, (int) Math.min(wanted, most));
      if (!budget.tryAcquire(to - bytes.length)) {
        return false;
      }
      reserved += to - bytes.length;
      bytes = Arrays.copyOf(bytes, to);
      return true;
    }

    /** Whether a sender takes its time for next to nothing. */
    private boolean isTooSlow(long nanos) {
      return nanos > graceNanos && size < HttpLimits.BODY_BYTES_PER_SECOND * (nanos / SECOND_NANOS);
    }

    private void end() {
      if (refusal == null) {
        byte[] whole = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        tell(new Body.Read(whole, reserved));
      } else {
        tell(new Body.Refused(refusal, false));
      }
    }

    private void fail(String what) {
      release();
      tell(new Body.Refused(refusal == null ? incomplete(what) : refusal, true));
    }

    private void release() {
      budget.release(reserved);
      reserved = 0;
      bytes = new byte[0];
      size = 0;
    }

    private void tell(Body body) {
      if (!told) {
        told = true;
        then.accept(body);
      }
    }
  }
}
