package io.tidemark.schemas.topic;

/** Header names of records in {@link Topics#DLQ}; every value is UTF-8 text, numbers in decimal. */
public final class DlqHeaders {
  /** The {@link io.tidemark.schemas.event.RefusalCode#code()}. */
  public static final String REASON = "tidemark.reason";

  /** The sentence for a person. */
  public static final String MESSAGE = "tidemark.message";

  /** The field at fault; absent when it is about the whole. */
  public static final String FIELD = "tidemark.field";

  /** Where the record came from. */
  public static final String TOPIC = "tidemark.topic";

  public static final String PARTITION = "tidemark.partition";
  public static final String OFFSET = "tidemark.offset";

  /** Arrival time of the original, epoch milliseconds. */
  public static final String ARRIVAL = "tidemark.arrival";

  /** Size of the original value in bytes; present only if the value was truncated. */
  public static final String ORIGINAL_SIZE = "tidemark.original-size";

  private DlqHeaders() {}
}
