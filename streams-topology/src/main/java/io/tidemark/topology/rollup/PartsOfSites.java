package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one partition knows of hot sites, in memory above its rows. The stream thread reads all of
 * them once and writes; any thread asks. On a standby the rows change underneath, so there each
 * question is one read.
 */
public final class PartsOfSites {
  private final Rows rows;
  private final Map<String, PartsRow> known = new ConcurrentHashMap<>();
  private final Set<String> unwritten = new HashSet<>();
  private volatile boolean loaded;

  PartsOfSites(Rows rows) {
    this.rows = rows;
  }

  /** Whether no site is hot. For the stream thread. */
  public boolean isEmpty() {
    load();
    return known.isEmpty();
  }

  /** What is known of a site; null: it is not hot. For the stream thread. */
  public @Nullable PartsRow row(String siteId) {
    load();
    return known.get(siteId);
  }

  /** The parts of a site; 1: it is not hot. For any thread. */
  int of(String siteId) {
    PartsRow row = known.get(siteId);
    if (row == null && !loaded) {
      byte[] stored = rows.get(RowKeys.parts(siteId));
      row = stored == null ? null : PartsRow.read(stored);
    }
    return row == null ? 1 : row.parts();
  }

  /** Whether any site is hot. For any thread. */
  boolean any() {
    if (loaded) {
      return !known.isEmpty();
    }
    try (Rows.Cursor cursor = rows.scan(RowKeys.partsFrom(), RowKeys.partsTo())) {
      return cursor.next();
    }
  }

  void put(String siteId, PartsRow row) {
    load();
    known.put(siteId, row);
    unwritten.add(siteId);
  }

  void write(Rows.Batch batch) {
    for (String siteId : unwritten) {
      PartsRow row = known.get(siteId);
      if (row != null) {
        batch.put(RowKeys.parts(siteId), row.toBytes());
      }
    }
  }

  void written() {
    unwritten.clear();
  }

  private void load() {
    if (loaded) {
      return;
    }
    try (Rows.Cursor cursor = rows.scan(RowKeys.partsFrom(), RowKeys.partsTo())) {
      while (cursor.next()) {
        known.put(RowKeys.siteOf(cursor.key()), PartsRow.read(cursor.value()));
      }
    }
    loaded = true;
  }
}
