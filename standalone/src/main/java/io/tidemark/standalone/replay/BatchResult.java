package io.tidemark.standalone.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway made of a batch.
 *
 * @param accepted how many of its events Kafka has
 * @param rejected the others, with the reason, in the order of the batch
 */
public record BatchResult(int accepted, List<Rejection> rejected) {
  public BatchResult {
    rejected = List.copyOf(rejected);
  }

  /**
   * An event that the gateway refused.
   *
   * @param index in the batch, 0 for the first
   * @param code the contract's stable code
   * @param field the field at fault; null when it is about the whole
   */
  public record Rejection(int index, String code, String message, @Nullable String field) {}
}
