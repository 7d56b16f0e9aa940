package io.tidemark.topology.rollup;

import io.tidemark.topology.view.Level;

/** Is told, on the stream thread, of what a partition's rollups do seldom. */
public interface RollupObserver {
  /** Is told in vain. */
  RollupObserver NONE =
      new RollupObserver() {
        @Override
        public void overflowed(Level level) {}

        @Override
        public void evicted(int buckets) {}
      };

  /** A table of a bucket of a level passed its cap: its smaller half begins to be folded. */
  void overflowed(Level level);

  /** So many buckets left memory, or kept their top values only, because it held too many rows. */
  void evicted(int buckets);
}
