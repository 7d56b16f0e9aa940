package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Event;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.PathViews;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts with maps and sets what the rollups count with buckets and rows. */
public final class NaiveCounter {
  private final Map<BucketKey, Totals> buckets = new HashMap<>();

  /** What one bucket holds. */
  public static final class Totals {
    public long views;
    public long events;
    public final Set<String> users = new HashSet<>();
    public final Map<String, Long> paths = new HashMap<>();

    /** All paths in the contract's order. */
    public List<PathViews> top(int limit) {
      return paths.entrySet().stream()
          .map(path -> new PathViews(path.getKey(), path.getValue()))
          .sorted(PathViews.ORDER)
          .limit(limit)
          .toList();
    }
  }

  public void add(Event event) {
    for (Level level : Level.values()) {
      long startMs = level.startOf(event.timestampMs(), ZoneOffset.UTC);
      Totals totals =
          buckets.computeIfAbsent(
              new BucketKey(event.siteId(), level, startMs), key -> new Totals());
      totals.events += event.count();
      if (event.userId() != null) {
        totals.users.add(event.userId());
      }
      if (event.isPageView()) {
        totals.views += event.count();
        totals.paths.merge(event.path(), (long) event.count(), Long::sum);
      }
    }
  }

  /** Visits every bucket. */
  public interface Visitor {
    void bucket(String siteId, Level level, long startMs, Totals totals);
  }

  public void forEach(Visitor visitor) {
    buckets.forEach(
        (key, totals) -> visitor.bucket(key.siteId(), key.level(), key.startMs(), totals));
  }

  Map<BucketKey, Totals> buckets() {
    return buckets;
  }
}
