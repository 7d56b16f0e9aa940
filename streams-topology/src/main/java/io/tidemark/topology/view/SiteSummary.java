package io.tidemark.topology.view;

/**
 * What is known of a site as a whole.
 *
 * @param oldestEventMs the earliest event time ever counted, epoch milliseconds; no bucket before
 *     its own holds anything
 * @param newestEventMs the latest event time counted, epoch milliseconds
 */
public record SiteSummary(String siteId, long oldestEventMs, long newestEventMs) {}
