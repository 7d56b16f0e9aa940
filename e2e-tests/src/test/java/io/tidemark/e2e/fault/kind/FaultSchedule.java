package io.tidemark.e2e.fault.kind;

import io.tidemark.e2e.fault.cluster.Sites;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Faults one after the other, all from a seed: the same seed makes the same schedule.
 *
 * @param steps in their order
 */
public record FaultSchedule(long seed, List<Step> steps) {
  /** Longer than the session time-out of 6 s, so that the others take over. */
  private static final int LONG_MS = 7_000;

  private static final int GATEWAYS = 2;
  private static final int QUERY_SERVERS = 3;
  private static final int BROKERS = 3;

  /**
   * One fault.
   *
   * @param before how long nothing goes wrong before it
   */
  public record Step(Duration before, Fault fault) {
    @Override
    public String toString() {
      return "after " + before.toMillis() + " ms: " + fault;
    }
  }

  public FaultSchedule {
    steps = List.copyOf(steps);
  }

  /** One fault of each main kind, in an order that the seed chooses. */
  public static FaultSchedule oneOfEach(long seed) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    faults.add(new Kill(gateway(random), millis(random, 0, 500)));
    faults.add(new Kill(queryServer(random), millis(random, LONG_MS, LONG_MS + 1_000)));
    faults.add(new Kill(leadingBroker(random), millis(random, 0, 1_000)));
    faults.add(new Pause(queryServer(random), millis(random, LONG_MS, LONG_MS + 1_000)));
    faults.add(new FullDisk(millis(random, 1_000, 2_000)));
    faults.add(new RollingRestart(RollingRestart.Of.ONE_OF_EACH_ROLE));
    Collections.shuffle(faults, random);
    return of(seed, faults, random, 500);
  }

  /** As many faults of any kind as wanted. */
  public static FaultSchedule ofAnyKind(long seed, int faults) {
    Random random = new Random(seed);
    List<Fault> all = new ArrayList<>();
    while (all.size() < faults) {
      all.add(ofAnyKind(random));
    }
    return of(seed, all, random, 5_000);
  }

  private static Fault ofAnyKind(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Kill(gateway(random), millis(random, 0, LONG_MS));
      case 1 -> new Pause(gateway(random), millis(random, 1_000, 2 * LONG_MS));
      // At once: it takes its own place in the group. Later: the others have it.
      case 2 -> new Kill(queryServer(random), millis(random, 0, 2_000));
      case 3, 4 -> new Kill(queryServer(random), millis(random, LONG_MS, 2 * LONG_MS));
      case 5, 6 -> new Pause(queryServer(random), millis(random, LONG_MS, 2 * LONG_MS));
      case 7 -> new Kill(broker(random), millis(random, 0, 2 * LONG_MS));
      case 8 -> new Kill(leadingBroker(random), millis(random, 0, 2 * LONG_MS));
      case 9 -> new Pause(broker(random), millis(random, LONG_MS, 2 * LONG_MS));
      case 10 -> new FullDisk(millis(random, 2_000, 2 * LONG_MS));
      default -> new RollingRestart(RollingRestart.Of.ALL);
    };
  }

  private static FaultSchedule of(long seed, List<Fault> faults, Random random, int mostMs) {
    return new FaultSchedule(
        seed, faults.stream().map(it -> new Step(millis(random, 0, mostMs), it)).toList());
  }

  private static Target gateway(Random random) {
    return new Target(Target.Duty.GATEWAY, random.nextInt(GATEWAYS));
  }

  private static Target queryServer(Random random) {
    return new Target(Target.Duty.QUERY_SERVER, random.nextInt(QUERY_SERVERS));
  }

  private static Target broker(Random random) {
    return new Target(Target.Duty.BROKER, random.nextInt(BROKERS));
  }

  private static Target leadingBroker(Random random) {
    return random.nextBoolean()
        ? new Target(Target.Duty.CONTROLLER, 0)
        : new Target(Target.Duty.LEADER, random.nextInt(Sites.PARTITIONS));
  }

  private static Duration millis(Random random, int least, int most) {
    return Duration.ofMillis(least + random.nextInt(most - least));
  }

  /** A run's failure, with what repeats its schedule. */
  public AssertionError failure(Throwable cause) {
    return new AssertionError(cause.getMessage() + "\nschedule, " + this, cause);
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "  " + step)
        .collect(Collectors.joining("\n", "seed " + seed + "\n", ""));
  }
}
