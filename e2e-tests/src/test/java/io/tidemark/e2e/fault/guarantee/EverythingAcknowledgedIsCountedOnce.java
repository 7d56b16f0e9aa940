package io.tidemark.e2e.fault.guarantee;

import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.EventSource;
import io.tidemark.e2e.fault.load.Figure;
import io.tidemark.e2e.fault.load.Question;
import io.tidemark.e2e.fault.load.Statistics;
import io.tidemark.e2e.fault.load.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each server tells exactly what was acknowledged: per site, day and path. Users are exact where
 * they are few; else the truth is within five standard errors, which a correct sketch leaves less
 * than once in a million times.
 */
public final class EverythingAcknowledgedIsCountedOnce implements Guarantee {
  /** From half the width of the bounds, which are 1.96 standard errors, to five. */
  private static final double WIDER = 5 / 1.96;

  /** Up to so many users an answer is exact. */
  private static final long FEW_USERS = 128;

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    for (Asked asked : evidence.finalAnswers()) {
      if (asked.statistics() == null) {
        breaches.add(asked.server() + " does not answer " + asked.question());
      } else {
        compare(asked, asked.statistics(), evidence.truth(), breaches);
      }
    }
    return breaches;
  }

  /** Weighted events that a server lacks, the most over all servers. */
  public static long lost(Evidence evidence) {
    return worst(evidence, 1);
  }

  /** Weighted events that a server has too many, the most over all servers. */
  public static long doubled(Evidence evidence) {
    return worst(evidence, -1);
  }

  private static long worst(Evidence evidence, int sign) {
    return evidence.finalAnswers().stream()
        .filter(asked -> asked.statistics() != null && asked.question().day() != null)
        .mapToLong(asked -> Math.max(0, sign * missing(asked, evidence.truth())))
        .max()
        .orElse(0);
  }

  private static long missing(Asked asked, Truth truth) {
    Question question = asked.question();
    Statistics statistics = java.util.Objects.requireNonNull(asked.statistics());
    return truth.acknowledged(Figure.EVENTS.of(question.site(), question.day()))
        - statistics.events();
  }

  private static void compare(Asked asked, Statistics told, Truth truth, List<String> breaches) {
    String site = asked.question().site();
    LocalDate day = asked.question().day();
    equal(asked, Figure.EVENTS.of(site, day), told.events(), truth, breaches);
    equal(asked, Figure.VIEWS.of(site, day), told.views(), truth, breaches);
    for (int path = 0; path < EventSource.PATHS.size(); path++) {
      equal(asked, Figure.path(site, day, path), told.pathViews().get(path), truth, breaches);
    }
    users(asked, told, truth.users(site, day), day, breaches);
  }

  private static void equal(
      Asked asked, String figure, long told, Truth truth, List<String> breaches) {
    long expected = truth.acknowledged(figure);
    if (told != expected) {
      breaches.add(
          "%s tells %d of %s; acknowledged were %d"
              .formatted(asked.server(), told, figure, expected));
    }
  }

  private static void users(
      Asked asked, Statistics told, long users, @Nullable LocalDate day, List<String> breaches) {
    double allowed = WIDER * (told.mostUsers() - told.leastUsers()) / 2.0;
    if (Math.abs(told.users() - users) > allowed || users <= FEW_USERS && told.users() != users) {
      breaches.add(
          "%s tells %d users (%d to %d) of %s; acknowledged were %d"
              .formatted(
                  asked.server(),
                  told.users(),
                  told.leastUsers(),
                  told.mostUsers(),
                  Figure.USERS.of(asked.question().site(), day),
                  users));
    }
  }
}
