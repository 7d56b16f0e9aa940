package io.tidemark.topology.view;

import io.tidemark.schemas.users.UserSketch;

/**
 * One value of a dimension in one bucket.
 *
 * @param views its views
 * @param users the distinct users behind them, a {@link UserSketch#small()} set, the caller's own
 *     copy; without users where the level keeps none (minutes and hours)
 */
public record ValueTotals(long views, UserSketch users) {}
