package io.tidemark.topology.rollup;

/** Stored rows of a site are damaged, so that they cannot be carried over. */
public final class UnreadableRowsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableRowsException(String siteId, RuntimeException cause) {
    super("stored rows of the site " + siteId + " cannot be read: " + cause.getMessage(), cause);
  }
}
