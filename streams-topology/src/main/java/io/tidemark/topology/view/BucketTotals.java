package io.tidemark.topology.view;

import io.tidemark.schemas.users.UserSketch;

/**
 * The totals of one bucket at one moment.
 *
 * @param views weighted page views
 * @param events weighted events, views included
 * @param users the distinct users over all events; the caller's own copy
 */
public record BucketTotals(long views, long events, UserSketch users) {}
