package io.tidemark.schemas.event;

import java.util.List;

/** What became of the bytes of a batch. */
public sealed interface BatchDecoded {
  /**
   * The bytes are a batch; each event is valid or not, in the order of the batch.
   *
   * @param events as many as the batch's format allows
   */
  record Events(List<Decoded> events) implements BatchDecoded {
    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * The batch is refused as a whole.
   *
   * @param events how many events that refuses: as many as the batch has, at least 1; 1 where they
   *     cannot be counted
   */
  record Refused(Refusal refusal, int events) implements BatchDecoded {}
}
