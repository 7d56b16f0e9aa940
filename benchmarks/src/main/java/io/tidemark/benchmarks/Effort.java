package io.tidemark.benchmarks;

import io.tidemark.benchmarks.data.Workload;
import java.util.Map;

/**
 * How much is done, and on which settings.
 *
 * @param events of the log that is counted
 * @param sites that the events are of
 * @param paths of each site
 * @param users over all sites
 * @param rounds repetitions of each figure
 * @param seconds that a load lasts
 * @param rate of the events that come in meanwhile, events per second
 * @param stateMb state to be there before the process is killed, mebibytes
 * @param settings of Tidemark that differ from the defaults of {@code ./tidemark up}, by key
 */
public record Effort(
    int events,
    int sites,
    int paths,
    int users,
    int rounds,
    int seconds,
    int rate,
    int stateMb,
    Map<String, String> settings) {

  /** That of the table of figures. */
  public static final Effort STANDARD = of(5_000_000, 3, 10, 20_000, 1024);

  /** Enough to see that all of it runs. */
  public static final Effort QUICK = of(500_000, 1, 3, 20_000, 64);

  public Effort {
    settings = Map.copyOf(settings);
  }

  /** On events of the standard sizes, and on the default settings. */
  public static Effort of(int events, int rounds, int seconds, int rate, int stateMb) {
    Workload standard = Workload.standard(events);
    return new Effort(
        events,
        standard.sites(),
        standard.paths(),
        standard.users(),
        rounds,
        seconds,
        rate,
        stateMb,
        Map.of());
  }

  /** The part of the events that a benchmark takes that writes several logs. */
  public int events(double share) {
    return Math.max(1, (int) (events * share));
  }

  /** The events of the log. */
  public Workload data() {
    return data(1);
  }

  /** The same of a part of the {@link #events(double) events}. */
  public Workload data(double share) {
    return Workload.standard(events(share)).withSizes(sites, paths, users);
  }
}
