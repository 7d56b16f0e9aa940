package io.tidemark.e2e.fault.guarantee;

import io.tidemark.e2e.fault.load.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The surviving servers go on answering: 99.9 % of all requests; and where times count, of at least
 * 5,000 requests while one query server was struck, 99.9 % within a second.
 */
public final class QueriesAnswer implements Guarantee {
  private static final int LEAST_REQUESTS = 5_000;
  private static final double LEAST_SHARE = 0.999;
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is counted. */
  private record Share(long requests, long answered, long soon) {
    static Share of(Collection<Asked> asked, Predicate<Asked> which) {
      List<Asked> survivors = asked.stream().filter(Asked::isSurvivor).filter(which).toList();
      List<Asked> answered = survivors.stream().filter(it -> it.status() == 200).toList();
      return new Share(
          survivors.size(),
          answered.size(),
          answered.stream().filter(it -> it.latencyNanos() <= SOON_NANOS).count());
    }

    @Override
    public String toString() {
      return "%d requests, %d answered, %d within a second".formatted(requests, answered, soon);
    }
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    Share all = Share.of(evidence.asked(), it -> true);
    if (all.answered() < LEAST_SHARE * all.requests()) {
      breaches.add("of the surviving servers: " + all + failures(evidence));
    }
    Share down = Share.of(evidence.asked(), Asked::isServerDown);
    if (evidence.timesCount()) {
      if (down.requests() < LEAST_REQUESTS) {
        breaches.add("only " + down + " while a query server was struck");
      }
      if (down.soon() < LEAST_SHARE * down.requests()) {
        breaches.add("while a query server was struck: " + down);
      }
    }
    return breaches;
  }

  /** For the report. */
  public static String summary(Evidence evidence) {
    return Share.of(evidence.asked(), it -> true)
        + "; while a query server was struck: "
        + Share.of(evidence.asked(), Asked::isServerDown)
        + failures(evidence);
  }

  private static String failures(Evidence evidence) {
    return evidence.asked().stream()
        .filter(it -> it.isSurvivor() && it.status() != 200)
        .limit(5)
        .map(
            it ->
                "; at %s %s answered %d after %d ms: %s"
                    .formatted(
                        Instant.ofEpochMilli(it.receivedMs()),
                        it.server(),
                        it.status(),
                        it.latencyNanos() / 1_000_000,
                        it.refusal()))
        .reduce("", String::concat);
  }
}
