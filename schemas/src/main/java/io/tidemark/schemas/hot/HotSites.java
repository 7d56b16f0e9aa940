package io.tidemark.schemas.hot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hot sites as far as they are known here, and how often that changed. One thread puts, any
 * thread asks.
 */
public final class HotSites {
  private final Map<String, PartsHistory> bySite = new ConcurrentHashMap<>();
  private volatile int version;

  /** None is known yet. */
  public HotSites() {}

  /** What a record said of a site. */
  public void put(String siteId, PartsHistory history) {
    bySite.merge(siteId, history, PartsHistory::merge);
    int next = version + 1; // one thread puts
    version = next;
  }

  /** How often {@link #put} was called. */
  public int version() {
    return version;
  }

  /** Whether no site is hot. */
  public boolean isEmpty() {
    return bySite.isEmpty();
  }

  /** The parts of a site; 1: it is not hot. */
  public int parts(String siteId) {
    PartsHistory history = bySite.get(siteId);
    return history == null ? 1 : history.parts();
  }

  /** The parts of the site that has most. */
  public int mostParts() {
    return bySite.values().stream().mapToInt(PartsHistory::parts).max().orElse(1);
  }

  /** All of them; a view that changes. */
  public Map<String, PartsHistory> all() {
    return Map.copyOf(bySite);
  }
}
