package io.tidemark.standalone.command;

/** What the process tells the shell. The table in docs/command-line.md is held by a test. */
public final class ExitCodes {
  /** Done; also after a stop by Ctrl-C or SIGTERM. */
  public static final int OK = 0;

  /** It failed; stderr says why. */
  public static final int FAILURE = 1;

  /** The command line or a setting is wrong; nothing was started. */
  public static final int USAGE = 2;

  /** Nothing runs there, it is not ready, or it did not do in time what was asked for. */
  public static final int UNAVAILABLE = 3;

  private ExitCodes() {}
}
