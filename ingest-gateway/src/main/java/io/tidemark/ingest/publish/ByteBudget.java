package io.tidemark.ingest.publish;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held at once. Thread-safe. */
public final class ByteBudget {
  private final long limitBytes;
  private final AtomicLong usedBytes = new AtomicLong();

  public ByteBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes bytes if that many are left; false: nothing was taken. */
  public boolean tryAcquire(long bytes) {
    if (usedBytes.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    usedBytes.addAndGet(-bytes);
    return false;
  }

  /** Gives taken bytes back. */
  public void release(long bytes) {
    usedBytes.addAndGet(-bytes);
  }

  /** Bytes taken and not given back. */
  public long usedBytes() {
    return usedBytes.get();
  }
}
