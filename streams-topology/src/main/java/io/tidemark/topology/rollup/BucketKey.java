package io.tidemark.topology.rollup;

import io.tidemark.topology.view.Level;

/**
 * Which bucket: a site's, of a level, from an instant on.
 *
 * @param siteId as the rows name it, see {@link RemovedSites#rowName}
 * @param startMs as {@link Level#startOf} gives it
 */
record BucketKey(String siteId, Level level, long startMs) {}
