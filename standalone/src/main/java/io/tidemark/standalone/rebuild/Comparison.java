package io.tidemark.standalone.rebuild;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Compares what the generation that serves answers with what the new one does, while both go on
 * counting. Figures only grow, so what the new one says is right if it lies between what the other
 * said before and what it says after; what does not is looked at again once each has counted what
 * the other had.
 */
final class Comparison {
  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_MS = 100;

  private final Figures served;
  private final Figures counted;
  private final Map<String, Instant> sites = new TreeMap<>();
  private final Map<String, Instant> newSites = new TreeMap<>();
  private long days;
  private long viewsBefore;
  private long viewsAfter;

  Comparison(Figures served, Figures counted) {
    this.served = served;
    this.counted = counted;
  }

  /**
   * What was found.
   *
   * @param days of all sites that have views, before or after
   * @param viewsBefore of all sites and times
   * @param viewsAfter the same by the new generation
   */
  record Result(
      int sites, long days, long viewsBefore, long viewsAfter, List<Difference> differences) {}

  /** Is told how far it is. */
  interface Watcher {
    void compared(long sites, long all);
  }

  /** Compares all sites. */
  Result run(Watcher watcher) throws IOException, InterruptedException {
    sites.putAll(served.sites());
    newSites.putAll(counted.sites());
    Set<String> all = new TreeSet<>(sites.keySet());
    all.addAll(newSites.keySet());
    List<String> suspects = new ArrayList<>();
    long done = 0;
    for (String site : all) {
      if (!compare(site, true).isEmpty()) {
        suspects.add(site);
      }
      watcher.compared(++done, all.size());
    }
    for (int round = 0; round < ROUNDS && !suspects.isEmpty(); round++) {
      awaitBoth();
      List<String> still = new ArrayList<>();
      for (String site : suspects) {
        if (!compare(site, false).isEmpty()) {
          still.add(site);
        }
      }
      suspects = still;
    }
    List<Difference> differences = new ArrayList<>();
    for (String site : suspects) {
      differences.addAll(compare(site, false));
    }
    return new Result(all.size(), days, viewsBefore, viewsAfter, differences);
  }

  private List<Difference> compare(String site, boolean adds)
      throws IOException, InterruptedException {
    Figures.OfSite before = of(served, site, sites);
    Figures.OfSite after = of(counted, site, newSites);
    Figures.OfSite since = before.equals(after) ? before : of(served, site, sites);
    if (adds) {
      days += union(before, after).size();
      viewsBefore += before.allTime().views();
      viewsAfter += after.allTime().views();
    }
    List<Difference> differences = new ArrayList<>();
    for (LocalDate day : union(before, after)) {
      Figures.Sum old = before.days().getOrDefault(day, Figures.Sum.NONE);
      Figures.Sum fresh = after.days().getOrDefault(day, Figures.Sum.NONE);
      if (differs(old, fresh, since.days().getOrDefault(day, Figures.Sum.NONE))) {
        differences.add(new Difference(site, day, old, fresh, 0));
      }
    }
    int paths = 0;
    Set<String> names = new TreeSet<>(before.paths().keySet());
    names.addAll(after.paths().keySet());
    for (String path : names) {
      long old = before.paths().getOrDefault(path, 0L);
      long fresh = after.paths().getOrDefault(path, 0L);
      paths += fresh < old || fresh > since.paths().getOrDefault(path, 0L) ? 1 : 0;
    }
    if (differs(before.allTime(), after.allTime(), since.allTime()) || paths > 0) {
      differences.add(new Difference(site, null, before.allTime(), after.allTime(), paths));
    }
    return differences;
  }

  private static boolean differs(Figures.Sum before, Figures.Sum now, Figures.Sum since) {
    return !before.isAtMost(now) || !now.isAtMost(since);
  }

  private static Set<LocalDate> union(Figures.OfSite one, Figures.OfSite other) {
    Set<LocalDate> days = new TreeSet<>(one.days().keySet());
    days.addAll(other.days().keySet());
    return days;
  }

  private static Figures.OfSite of(Figures figures, String site, Map<String, Instant> newest)
      throws IOException, InterruptedException {
    Instant event = newest.get(site);
    return event == null ? Figures.OfSite.NONE : figures.of(site, event);
  }

  /** Until each has counted all that the other had when this began, and a bit longer. */
  private void awaitBoth() throws IOException, InterruptedException {
    Instant one = served.asOf();
    Instant two = counted.asOf();
    Instant later = one.isAfter(two) ? one : two;
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      if (served.asOf().isAfter(later) && counted.asOf().isAfter(later)) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    sites.putAll(served.sites());
    newSites.putAll(counted.sites());
  }
}
