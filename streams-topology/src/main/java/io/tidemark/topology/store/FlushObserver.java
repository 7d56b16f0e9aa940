package io.tidemark.topology.store;

/** Is told of each flush. */
@FunctionalInterface
public interface FlushObserver {
  /**
   * A store has written its changes.
   *
   * @param rows rows written or deleted, at least 1
   * @param durationNs time it took, nanoseconds
   */
  void flushed(String store, int rows, long durationNs);
}
