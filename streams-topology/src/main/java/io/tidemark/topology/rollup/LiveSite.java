package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteSummary;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A site in memory: what its row says, and the bucket of each level that was added to last, so that
 * most events find theirs without a look-up. The stream thread writes, queries read {@link
 * #summary()}.
 */
final class LiveSite {
  private final Map<Level, Bucket> open = new EnumMap<>(Level.class);
  private volatile SiteSummary summary;
  private boolean dirty;
  private long lastTouched;

  LiveSite(SiteSummary summary) {
    this.summary = summary;
  }

  SiteSummary summary() {
    return summary;
  }

  /** Takes note of an event. */
  void counted(long eventTimeMs, long flush) {
    lastTouched = flush;
    if (eventTimeMs > summary.newestEventMs() || eventTimeMs < summary.oldestEventMs()) {
      summary =
          new SiteSummary(
              summary.siteId(),
              Math.min(eventTimeMs, summary.oldestEventMs()),
              Math.max(eventTimeMs, summary.newestEventMs()));
      dirty = true;
    }
  }

  /** The bucket added to last, if it is the one that starts then and still in memory. */
  @Nullable Bucket open(Level level, long startMs) {
    Bucket bucket = open.get(level);
    return bucket != null && bucket.key().startMs() == startMs && !bucket.isEvicted()
        ? bucket
        : null;
  }

  void open(Level level, Bucket bucket) {
    open.put(level, bucket);
  }

  boolean isDirty() {
    return dirty;
  }

  long lastTouched() {
    return lastTouched;
  }

  void write(Rows.Batch batch) {
    SiteSummary site = summary;
    batch.put(RowKeys.site(site.siteId()), SiteRow.write(site));
  }

  void written() {
    dirty = false;
  }
}
