package io.tidemark.query.plan;

import io.tidemark.schemas.event.Dimension;

/**
 * Which top rows of a slice are wanted.
 *
 * @param limit most rows, at least 1
 * @param users whether the users of each row are wanted, too
 */
public record TopRead(Dimension dimension, int limit, boolean users) {}
