package io.tidemark.http;

import java.io.UncheckedIOException;
import java.net.BindException;

/** Why a server does not start: it does not get its address. The message is a whole sentence. */
public final class CannotListen extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  private CannotListen(BindException refusal) {
    super(refusal.getMessage(), refusal);
  }

  /**
   * What to throw.
   *
   * @param server as users call it
   * @param bind the address that was to be listened on
   * @param cause what the HTTP library said
   */
  public static CannotListen of(String server, String bind, int port, Exception cause) {
    BindException refusal =
        new BindException(
            "the "
                + server
                + " cannot listen on "
                + bind
                + ":"
                + port
                + ": another process took the port meanwhile, or the address is not this machine's");
    refusal.initCause(cause);
    return new CannotListen(refusal);
  }
}
