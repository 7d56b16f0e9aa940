package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.SiteSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The sites that were removed, and the deletion of their rows.
 *
 * <p>A removal takes effect at once, however many rows there are: it gives the site a new
 * generation, which stands in the keys of its rows from then on, so nobody finds the old ones. They
 * are deleted a step with each flush.
 *
 * <p>The stream thread removes and writes; any thread asks. On a standby the rows change
 * underneath, so they are read again when older than {@link #FRESH_NANOS}.
 */
final class RemovedSites {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Rows rows;
  private final Retention retention;
  private final Map<String, RemovalRow> known = new ConcurrentHashMap<>();

  /** Sites whose removal no flush has written yet. */
  private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

  /** Sites that have rows to delete, as far as they were looked for. */
  private final Map<String, Purge> purges = new HashMap<>();

  private volatile long lookedNanos;
  private volatile boolean looked;

  RemovedSites(Rows rows, Retention retention) {
    this.rows = rows;
    this.retention = retention;
  }

  /** What the rows of a site's buckets call it now. */
  String rowName(String siteId) {
    refresh();
    RemovalRow removal = known.get(siteId);
    return removal == null ? siteId : RemovalRow.name(siteId, removal.generation());
  }

  /** Whether the site's own row in the database is one that a removal has still to delete. */
  boolean hidesRow(String siteId) {
    return unwritten.contains(siteId);
  }

  /** Whether what arrived then arrived before the site was removed. */
  boolean isBefore(String siteId, long arrivalMs) {
    refresh();
    RemovalRow removal = known.get(siteId);
    return removal != null && arrivalMs <= removal.removedMs();
  }

  /**
   * Removes a site.
   *
   * @param site what is known of it until now
   */
  void remove(String siteId, Optional<SiteSummary> site, long arrivalMs) {
    refresh();
    known.merge(
        siteId, RemovalRow.NONE.again(arrivalMs, site), (old, first) -> old.again(arrivalMs, site));
    unwritten.add(siteId);
    purges.remove(siteId);
  }

  /** Whether rows are left to be deleted by coming flushes. */
  boolean isPurging() {
    refresh();
    return known.values().stream().anyMatch(removal -> !removal.isPurged());
  }

  /** Writes the removals, and deletes the next rows of one site. */
  void write(Rows.Batch batch) {
    for (String siteId : unwritten) {
      batch.delete(RowKeys.site(siteId));
      put(batch, siteId);
    }
    for (Map.Entry<String, RemovalRow> removed : known.entrySet()) {
      if (!removed.getValue().isPurged()) {
        purge(batch, removed.getKey(), removed.getValue());
        return;
      }
    }
  }

  /** What was {@link #write written} is in the database now. */
  void written() {
    unwritten.clear();
  }

  private void purge(Rows.Batch batch, String siteId, RemovalRow removal) {
    Purge purge = purges.computeIfAbsent(siteId, it -> new Purge(rows, retention, siteId, removal));
    if (purge.step(batch)) {
      purges.remove(siteId);
      known.put(siteId, removal.whenPurged());
      put(batch, siteId);
    }
  }

  private void put(Rows.Batch batch, String siteId) {
    RemovalRow removal = known.get(siteId);
    if (removal != null) {
      batch.put(RowKeys.removal(siteId), removal.toBytes());
    }
  }

  private void refresh() {
    long now = System.nanoTime();
    if (looked && now - lookedNanos < FRESH_NANOS) {
      return;
    }
    try (Rows.Cursor cursor = rows.scan(RowKeys.removalsFrom(), RowKeys.removalsTo())) {
      while (cursor.next()) {
        RemovalRow row = RemovalRow.read(cursor.value());
        known.merge(RowKeys.siteOf(cursor.key()), row, RemovedSites::later);
      }
    }
    lookedNanos = now;
    looked = true;
  }

  private static RemovalRow later(RemovalRow a, RemovalRow b) {
    boolean isLater =
        a.generation() != b.generation()
            ? b.generation() > a.generation()
            : b.purged() > a.purged();
    return isLater ? b : a;
  }
}
