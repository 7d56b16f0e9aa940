package io.tidemark.standalone.replay;

/** Says why sending ended before its end; the message is for the person at the terminal. */
public final class SendFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public SendFailedException(String message) {
    super(message);
  }
}
