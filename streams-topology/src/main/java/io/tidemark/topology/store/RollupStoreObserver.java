package io.tidemark.topology.store;

import io.tidemark.topology.rollup.RollupObserver;

/** Is told of what the rollups do, and of their flushes. */
public interface RollupStoreObserver extends FlushObserver, RollupObserver {}
