package io.tidemark.standalone.replay;

import java.io.Console;

/** Whether somebody is watching. */
final class Terminal {

  /** A bar where a person sees it, else lines; both on stderr. */
  static Progress progress(long done) {
    return isInteractive()
        ? new BarProgress(System.err, done)
        : new LineProgress(System.err, done, System::nanoTime);
  }

  /** From JDK 22 on there is a console object also where there is no terminal; it can be asked. */
  @SuppressWarnings("SystemConsoleNull") // up to JDK 21 it is null
  private static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private Terminal() {}
}
