package io.tidemark.topology.rows;

/** What is stored has the format of another version of Tidemark. */
public final class StoredFormatException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * A row cannot be read.
   *
   * @param row which kind of row it is, as the message's first words
   */
  public StoredFormatException(String row, int found, int expected) {
    super(
        row
            + " has format "
            + found
            + "; expected "
            + expected
            + ": the statistics were counted by another version of Tidemark; start with an empty data"
            + " folder, or another TIDEMARK_APPLICATION_ID, which counts the log again");
  }
}
