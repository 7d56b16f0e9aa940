package io.tidemark.standalone.tool;

import java.io.Console;
import java.util.Map;

/** Whether somebody is watching, and wants colours. */
public final class Terminal {
  /** What the start script found: the numbers of the streams that are a terminal, like 12. */
  private static final String TERMINALS = "tidemark.terminals";

  /** Whether standard output is a terminal. */
  public static boolean isOut() {
    return is('1');
  }

  /** Whether standard error is a terminal. */
  public static boolean isErr() {
    return is('2');
  }

  /** Whether output may be coloured; a terminal alone does not decide it. */
  public static boolean wantsColours(Map<String, String> environment) {
    String none = environment.get("NO_COLOR");
    return (none == null || none.isEmpty()) && !"dumb".equals(environment.get("TERM"));
  }

  /**
   * A bar where a person sees it, else a line now and then; both on stderr.
   *
   * @param task what is done, e.g. {@code export}
   * @param done events done by earlier runs
   */
  public static Progress progress(String task, long done) {
    return isErr()
        ? new BarProgress(System.err, task, done)
        : new LineProgress(System.err, task, done, System::nanoTime);
  }

  private static boolean is(char stream) {
    String terminals = System.getProperty(TERMINALS);
    return terminals == null ? isInteractive() : terminals.indexOf(stream) >= 0;
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
