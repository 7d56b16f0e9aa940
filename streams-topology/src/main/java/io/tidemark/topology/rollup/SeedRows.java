package io.tidemark.topology.rollup;

import io.tidemark.topology.rows.Rows;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteSummary;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new generation of the statistics begins with where the log no longer has everything: the
 * rows of the days that start before a cut, with their hours and minutes, as the generation before
 * had them; all time of those days; the sites, with their quality as a whole; and {@link Carry}.
 *
 * <p>A site that was removed after the log began is not carried over: all that counts of it is in
 * the log.
 */
public final class SeedRows {
  private static final long DAY_MS = 86_400_000L;

  private final Rows served;
  private final long cutMs;
  private final RollupLimits limits;
  private final Rows.Batch out;
  private final Map<String, RemovalRow> removals = new HashMap<>();

  /** What the rows of the sites that are carried over call them. */
  private final Set<String> names = new HashSet<>();

  private SeedRows(Rows served, long cutMs, RollupLimits limits, Rows.Batch out) {
    this.served = served;
    this.cutMs = cutMs;
    this.limits = limits;
    this.out = out;
  }

  /** The cut, when the log holds all that arrived from an instant on. */
  public static long cutMs(long beganMs, long maxFutureMs) {
    return (beganMs + maxFutureMs + 59_999) / 60_000 * 60_000;
  }

  /** Whether a row of the generation before is needed; a change of any other may be passed over. */
  public static boolean needs(byte[] key, long cutMs) {
    Level level = RowKeys.levelOf(key);
    if (level == null) {
      return RowKeys.isSite(key) || RowKeys.isRemoval(key) || RowKeys.isProgress(key);
    }
    return level != Level.ALL && Level.DAY.startOf(RowKeys.startOf(key), ZoneOffset.UTC) < cutMs;
  }

  /** Up to where a generation had counted its partition of {@code events}, by its rows. */
  public static long countedTo(Rows served) {
    return new Progress(served).countedTo();
  }

  /**
   * Writes the rows of one partition.
   *
   * @param served the rows that are {@link #needs needed}
   * @param cutMs as {@link #cutMs(long, long)} gives it
   * @param beganMs the log has all that arrived from this instant on
   * @param bounds {@link #countedTo} of each partition
   * @throws UnreadableRowsException naming the site whose rows cannot be read
   */
  public static void write(
      Rows served,
      long cutMs,
      long beganMs,
      List<Long> bounds,
      RollupLimits limits,
      Rows.Batch out) {
    SeedRows seed = new SeedRows(served, cutMs, limits, out);
    out.put(RowKeys.carry(), new Carry(cutMs, bounds).toBytes());
    seed.removals(beganMs);
    seed.sites(beganMs);
    seed.buckets();
  }

  private void removals(long beganMs) {
    try (Rows.Cursor cursor = served.scan(RowKeys.removalsFrom(), RowKeys.removalsTo())) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        RemovalRow removal = RemovalRow.read(cursor.value());
        removals.put(siteId, removal);
        if (removal.removedMs() < beganMs) {
          out.put(RowKeys.removal(siteId), removal.whenPurged().toBytes());
        }
      }
    }
  }

  private void sites(long beganMs) {
    try (Rows.Cursor cursor = served.scan(RowKeys.sitesFrom(), RowKeys.sitesTo())) {
      while (cursor.next()) {
        String siteId = RowKeys.siteOf(cursor.key());
        RemovalRow removal = removals.get(siteId);
        if (removal == null || removal.removedMs() < beganMs) {
          try {
            site(siteId, removal, SiteRow.read(siteId, cursor.value()));
          } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UnreadableRowsException(siteId, e);
          }
        }
      }
    }
  }

  /** A site's row, all time of its days, and the mark that it was carried over. */
  private void site(String siteId, @Nullable RemovalRow removal, SiteRow row) {
    String name = removal == null ? siteId : RemovalRow.name(siteId, removal.generation());
    byte[] utf8 = siteId.getBytes(StandardCharsets.UTF_8);
    LiveSite site = new LiveSite(utf8, name, row, served, limits, RollupObserver.NONE);
    names.add(name);
    Optional<SiteSummary> summary = row.summary().flatMap(known -> allTime(site, name, known));
    out.put(RowKeys.carried(siteId), new byte[] {1});
    out.put(RowKeys.site(siteId), new SiteRow(summary, row.quality()).toBytes(out.row()));
  }

  /** Writes all time of a site's days; what is known of the site by them alone. */
  private Optional<SiteSummary> allTime(LiveSite site, String name, SiteSummary known) {
    byte[] nameUtf8 = name.getBytes(StandardCharsets.UTF_8);
    long day = Level.DAY.startOf(known.oldestEventMs(), ZoneOffset.UTC);
    long last = -1;
    for (; day <= known.newestEventMs() && day < cutMs; day += DAY_MS) {
      DayBucket bucket = DayBucket.load(site, nameUtf8, day, served, limits.cap(Level.DAY));
      if (bucket != null) {
        site.all().close(bucket, RollupObserver.NONE);
        last = day;
      }
    }
    if (last < 0) {
      return Optional.empty();
    }
    site.all().write(out);
    long newest = Math.min(known.newestEventMs(), last + DAY_MS - 1);
    return Optional.of(new SiteSummary(known.siteId(), known.oldestEventMs(), newest));
  }

  private void buckets() {
    for (Level level : List.of(Level.MINUTE, Level.HOUR, Level.DAY)) {
      byte[] from = RowKeys.levelFrom(level, 0);
      byte[] to = RowKeys.levelFrom(level, cutMs + DAY_MS);
      try (Rows.Cursor cursor = served.scan(from, to)) {
        while (cursor.next()) {
          byte[] key = cursor.key();
          if (needs(key, cutMs) && names.contains(RowKeys.nameOf(key))) {
            out.put(Arrays.copyOf(key, key.length), cursor.value());
          }
        }
      }
    }
  }
}
