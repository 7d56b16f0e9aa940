package io.tidemark.ingest.accept;

import io.tidemark.schemas.event.Refusal;
import java.util.List;

/** The answer to a batch. */
public sealed interface BatchAnswer {
  /**
   * Kafka has acknowledged every valid event.
   *
   * @param accepted how many, at least 1
   */
  record Queued(int accepted, List<Rejected> rejected) implements BatchAnswer {
    public Queued {
      rejected = List.copyOf(rejected);
    }
  }

  /**
   * The batch is refused, or Kafka has not acknowledged every valid event.
   *
   * @param rejected the events that were not valid; empty where the batch was not read
   */
  record Refused(Refusal refusal, List<Rejected> rejected) implements BatchAnswer {
    public Refused {
      rejected = List.copyOf(rejected);
    }
  }

  /**
   * An event that is not valid.
   *
   * @param index its place in the batch, from 0
   */
  record Rejected(int index, Refusal refusal) {}
}
