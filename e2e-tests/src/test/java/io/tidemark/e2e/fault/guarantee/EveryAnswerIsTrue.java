package io.tidemark.e2e.fault.guarantee;

import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.EventSource;
import io.tidemark.e2e.fault.load.Figure;
import io.tidemark.e2e.fault.load.Statistics;
import io.tidemark.e2e.fault.load.Truth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Each answer has at least what was acknowledged before its own {@code as_of}, and at most what was
 * sent by the time it came. That holds for the answers of processes that have just been paused,
 * too.
 */
public final class EveryAnswerIsTrue implements Guarantee {
  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    for (Asked asked : evidence.asked()) {
      Statistics told = asked.statistics();
      if (told != null) {
        check(asked, told, evidence.truth(), breaches);
      }
    }
    return breaches;
  }

  private static void check(Asked asked, Statistics told, Truth truth, List<String> breaches) {
    String site = asked.question().site();
    LocalDate day = asked.question().day();
    check(asked, told, Figure.EVENTS.of(site, day), told.events(), truth, breaches);
    check(asked, told, Figure.VIEWS.of(site, day), told.views(), truth, breaches);
    for (int path = 0; path < EventSource.PATHS.size(); path++) {
      check(asked, told, Figure.path(site, day, path), told.pathViews().get(path), truth, breaches);
    }
  }

  private static void check(
      Asked asked, Statistics told, String figure, long value, Truth truth, List<String> breaches) {
    long least = truth.acknowledgedBefore(figure, told.asOfMs());
    long most = truth.sentBefore(figure, asked.receivedMs() + 1);
    if (value < least || value > most) {
      breaches.add(
          "%s (%s) told at %s: %d of %s as of %s; expected %d to %d"
              .formatted(
                  asked.server(),
                  asked.isSurvivor() ? "not struck" : "struck",
                  Instant.ofEpochMilli(asked.receivedMs()),
                  value,
                  figure,
                  Instant.ofEpochMilli(told.asOfMs()),
                  least,
                  most));
    }
  }
}
