package io.tidemark.topology.store;

import java.util.concurrent.atomic.AtomicLong;

/** How many transactions each thread has committed. */
public final class CommittedTransactions {
  private final ThreadLocal<AtomicLong> count = ThreadLocal.withInitial(AtomicLong::new);

  /** The calling thread has committed one. */
  public void oneMore() {
    count.get().incrementAndGet();
  }

  /** Those of the calling thread. */
  public long count() {
    return count.get().get();
  }
}
