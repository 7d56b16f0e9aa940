package io.tidemark.benchmarks;

import java.util.Map;

/**
 * How much is done, and on which settings.
 *
 * @param events of the log that is counted
 * @param rounds repetitions of each figure
 * @param seconds that a load lasts
 * @param rate of the events that come in meanwhile, events per second
 * @param stateMb state to be there before the process is killed, mebibytes
 * @param settings of Tidemark that differ from the defaults of {@code ./tidemark up}, by key
 */
public record Effort(
    int events, int rounds, int seconds, int rate, int stateMb, Map<String, String> settings) {

  /** That of the table of figures. */
  public static final Effort STANDARD = new Effort(5_000_000, 3, 10, 20_000, 1024, Map.of());

  /** Enough to see that all of it runs. */
  public static final Effort QUICK = new Effort(500_000, 1, 3, 20_000, 64, Map.of());

  public Effort {
    settings = Map.copyOf(settings);
  }

  /** The part of the events that a benchmark takes that writes several logs. */
  public int events(double share) {
    return Math.max(1, (int) (events * share));
  }
}
