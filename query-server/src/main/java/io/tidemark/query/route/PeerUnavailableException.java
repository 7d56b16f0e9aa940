package io.tidemark.query.route;

/** A peer gave no answer. */
public final class PeerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PeerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public PeerUnavailableException(String message) {
    super(message);
  }
}
