package io.tidemark.query.route;

/** No replica of a partition could be read: the asker may try again in a moment. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param partition which
   * @param cause why the last replica did not answer
   */
  public UnavailableException(int partition, Throwable cause) {
    super(
        "no replica of partition " + partition + " can be read now; try again in a moment", cause);
  }
}
