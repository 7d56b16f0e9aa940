package io.tidemark.topology.view;

import io.tidemark.schemas.users.UserSketch;

/**
 * The totals of one bucket at one moment.
 *
 * @param views weighted page views
 * @param events weighted events, views included
 * @param users the distinct users over all events; the caller's own copy
 * @param otherViews views of paths folded away past the cap
 * @param foldError the most views by which a path's count may be too low because of folding; 0 if
 *     nothing was folded
 */
public record BucketTotals(
    long views, long events, UserSketch users, long otherViews, long foldError) {}
