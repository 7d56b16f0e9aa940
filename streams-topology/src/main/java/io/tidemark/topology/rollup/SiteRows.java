package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.SiteSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sites' own rows, but for those that a {@link RemovedSites removal} has still to delete. For
 * any thread.
 */
final class SiteRows {
  private final Rows rows;
  private final RemovedSites removed;

  SiteRows(Rows rows, RemovedSites removed) {
    this.rows = rows;
    this.removed = removed;
  }

  boolean has(String siteId) {
    return row(siteId) != null;
  }

  Optional<SiteRow> get(String siteId) {
    return Optional.ofNullable(row(siteId)).map(row -> SiteRow.read(siteId, row));
  }

  /** The number of rows, found by looking at all of them; those to be deleted count. */
  int count() {
    int count = 0;
    try (Rows.Cursor cursor = all()) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  /** Those of which an event was counted, by their id; the caller's own. */
  Map<String, SiteSummary> summaries() {
    Map<String, SiteSummary> summaries = new HashMap<>();
    try (Rows.Cursor cursor = all()) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        if (!removed.hidesRow(siteId)) {
          SiteRow.read(siteId, cursor.value())
              .summary()
              .ifPresent(site -> summaries.put(siteId, site));
        }
      }
    }
    return summaries;
  }

  private byte @Nullable [] row(String siteId) {
    return removed.hidesRow(siteId) ? null : rows.get(RowKeys.site(siteId));
  }

  private Rows.Cursor all() {
    return rows.scan(RowKeys.sitesFrom(), RowKeys.sitesTo());
  }
}
