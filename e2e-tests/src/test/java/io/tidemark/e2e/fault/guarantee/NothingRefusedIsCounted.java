package io.tidemark.e2e.fault.guarantee;

import io.tidemark.e2e.fault.load.Asked;
import io.tidemark.e2e.fault.load.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What got a final refusal is in no answer, at no time; valid events are never refused for good,
 * and what is not valid is never taken.
 */
public final class NothingRefusedIsCounted implements Guarantee {
  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>(evidence.truth().wrongAnswers());
    Stream.concat(evidence.asked().stream(), evidence.finalAnswers().stream())
        .forEach(asked -> refused(asked, breaches));
    return breaches;
  }

  private static void refused(Asked asked, List<String> breaches) {
    Statistics told = asked.statistics();
    if (told != null && told.otherViews() > 0) {
      breaches.add(
          "%s tells %d views of paths that were refused, asked %s"
              .formatted(asked.server(), told.otherViews(), asked.question()));
    }
  }
}
