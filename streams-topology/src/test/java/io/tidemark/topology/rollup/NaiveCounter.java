package io.tidemark.topology.rollup;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.Event;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.ValueViews;
import java.time.ZoneOffset;
import java.util.EnumMap;
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
    public final Map<Dimension, Map<String, Long>> values = new EnumMap<>(Dimension.class);
    public final Map<String, Set<String>> valueUsers = new HashMap<>();

    /** The paths and their views. */
    public Map<String, Long> paths() {
      return values.getOrDefault(Dimension.PATH, Map.of());
    }

    /** All values in the contract's order. */
    public List<ValueViews> top(Dimension dimension, int limit) {
      return values.getOrDefault(dimension, Map.of()).entrySet().stream()
          .map(value -> new ValueViews(value.getKey(), value.getValue()))
          .sorted(ValueViews.ORDER)
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
      }
      for (Dimension dimension : Dimension.values()) {
        addValue(totals, dimension, event);
      }
    }
  }

  private static void addValue(Totals totals, Dimension dimension, Event event) {
    String value = dimension.value(event);
    int weight = dimension == Dimension.EVENT_TYPE || event.isPageView() ? event.count() : 0;
    if (value != null && weight > 0) {
      totals
          .values
          .computeIfAbsent(dimension, any -> new HashMap<>())
          .merge(value, (long) weight, Long::sum);
      Set<String> users =
          totals.valueUsers.computeIfAbsent(dimension + " " + value, any -> new HashSet<>());
      if (event.userId() != null) {
        users.add(event.userId());
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
