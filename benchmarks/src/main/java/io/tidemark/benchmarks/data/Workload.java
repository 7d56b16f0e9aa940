package io.tidemark.benchmarks.data;

/**
 * The shape of the events.
 *
 * @param seed of all random choices
 * @param events how many, duplicates included
 * @param sites their number
 * @param siteSkew their popularity is zipf with this exponent; 0: all the same
 * @param paths per site; their popularity is zipf 1.1
 * @param users over all sites
 * @param days over which event times are spread evenly; the newest is now
 */
public record Workload(
    long seed, int events, int sites, double siteSkew, int paths, int users, int days) {
  /** One in a hundred is sent a second time. */
  static final int DUPLICATE_PERCENT = 1;

  /** Two in a hundred have an event time up to {@link #LATE_MS} before their neighbours'. */
  static final int LATE_PERCENT = 2;

  static final long LATE_MS = 6 * 3_600_000L;
  static final int USER_AGENTS = 500;

  /** That of the table of figures. */
  public static Workload standard(int events) {
    return new Workload(42, events, 200, 1.0, 5_000, 200_000, 2);
  }

  /** As many events of so many sites, paths of each and users. */
  public Workload withSizes(int otherSites, int otherPaths, int otherUsers) {
    return new Workload(seed, events, otherSites, siteSkew, otherPaths, otherUsers, days);
  }

  public Workload withSites(int other, double skew) {
    return new Workload(seed, events, other, skew, paths, users, days);
  }

  public Workload withPaths(int other) {
    return new Workload(seed, events, sites, siteSkew, other, users, days);
  }

  public Workload withDays(int other) {
    return new Workload(seed, events, sites, siteSkew, paths, users, other);
  }
}
