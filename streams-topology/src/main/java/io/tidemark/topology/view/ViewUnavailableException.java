package io.tidemark.topology.view;

/**
 * The state of a partition cannot be read here now; another instance may have it, or a moment later
 * this one.
 */
public final class ViewUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ViewUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public ViewUnavailableException(String message) {
    super(message);
  }
}
