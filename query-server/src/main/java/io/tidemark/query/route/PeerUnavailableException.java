package io.tidemark.query.route;

/** A peer gave no answer that can be used. */
public final class PeerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is known of the peer. */
  public enum Sign {
    /** It answered: it is alive, but cannot or will not tell. */
    ANSWERED,
    /** It cannot be reached, or said nothing in time. */
    SILENT,
    /** It was not asked. */
    NOT_ASKED
  }

  private final Sign sign;

  public PeerUnavailableException(Sign sign, String message, Throwable cause) {
    super(message, cause);
    this.sign = sign;
  }

  public PeerUnavailableException(Sign sign, String message) {
    super(message);
    this.sign = sign;
  }

  /** What is known of the peer. */
  public Sign sign() {
    return sign;
  }
}
