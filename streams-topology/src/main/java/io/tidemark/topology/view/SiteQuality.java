package io.tidemark.topology.view;

import java.util.Map;

/**
 * What became of a site's events, ever; unweighted.
 *
 * @param accepted valid events that arrived, duplicates and bots included
 * @param late those that arrived over an hour after their event time
 * @param duplicates those dropped because their id was counted before
 * @param bots those marked as a bot's, by reason
 * @param refused what gateways refused, by reason; a few seconds behind
 */
public record SiteQuality(
    long accepted, long late, long duplicates, Map<String, Long> bots, Map<String, Long> refused) {
  /** Nothing arrived. */
  public static final SiteQuality NONE = new SiteQuality(0, 0, 0, Map.of(), Map.of());

  public SiteQuality {
    bots = Map.copyOf(bots);
    refused = Map.copyOf(refused);
  }
}
