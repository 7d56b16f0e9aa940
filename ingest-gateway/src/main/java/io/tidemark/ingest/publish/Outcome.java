package io.tidemark.ingest.publish;

import io.tidemark.schemas.event.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one request.
 *
 * @param acknowledged how many Kafka has acknowledged
 * @param refused how many it has not; some of them may still arrive
 * @param refusal why; null: every event is acknowledged
 */
public record Outcome(int acknowledged, int refused, @Nullable Refusal refusal) {

  /** Nothing was sent. */
  public static Outcome nothing(int events, Refusal why) {
    return new Outcome(0, events, why);
  }
}
