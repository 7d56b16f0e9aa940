package io.tidemark.benchmarks.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of the same Java and class path as this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * Starts one; what it prints as an error is seen here, stdin and stdout are piped.
   *
   * @param flags for java
   */
  public static Process start(List<String> flags, Class<?> main, List<String> arguments)
      throws IOException {
    return new ProcessBuilder(command(flags, main, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Starts one with the flags of this one, on the same terminal. */
  public static Process startAlike(Class<?> main, List<String> arguments) throws IOException {
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return new ProcessBuilder(command(flags, main, arguments)).inheritIO().start();
  }

  private static List<String> command(List<String> flags, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
