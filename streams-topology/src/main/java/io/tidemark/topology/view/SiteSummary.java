package io.tidemark.topology.view;

/**
 * What is known of a site as a whole.
 *
 * @param newestEventMs the latest event time counted, epoch milliseconds
 */
public record SiteSummary(String siteId, long newestEventMs) {}
