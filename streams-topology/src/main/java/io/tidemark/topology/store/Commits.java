package io.tidemark.topology.store;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * By what stores know that their rows are committed.
 *
 * @param count how many transactions the calling thread has committed
 * @param clock tells when
 */
public record Commits(LongSupplier count, Clock clock) {}
