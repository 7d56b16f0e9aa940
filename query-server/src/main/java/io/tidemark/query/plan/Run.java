package io.tidemark.query.plan;

import io.tidemark.topology.view.Level;

/**
 * The buckets of one level whose starts lie in an interval.
 *
 * @param fromMs the first bucket's start, epoch milliseconds
 * @param toMs exclusive; the start of the bucket after the last
 */
public record Run(Level level, long fromMs, long toMs) {}
