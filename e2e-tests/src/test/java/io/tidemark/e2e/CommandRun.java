package io.tidemark.e2e;

import io.tidemark.standalone.command.TidemarkCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A command of the command line that came to its end.
 *
 * @param text what it wrote
 */
record CommandRun(int exitCode, String text) {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Runs it as a process of the distribution, with the settings of another. */
  static CommandRun process(TidemarkProcess like, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return begin(like, folder, arguments).await();
  }

  /** One that runs. */
  record Begun(Process process, Path log) {
    /** Waits for its end. */
    CommandRun await() throws InterruptedException {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it did not end: " + text());
      }
      return new CommandRun(process.exitValue(), text());
    }

    /** What it wrote so far. */
    String text() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        return "(no log)";
      }
    }
  }

  /** Starts it as a process, and waits for nothing. */
  static Begun begin(TidemarkProcess like, Path folder, String... arguments) throws IOException {
    Path log = Files.createTempFile(folder, "tool", ".log");
    Process process =
        like.builder(folder, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Begun(process, log);
  }

  /** Runs it in this JVM, which spares the start of one: where no process is what is tested. */
  static CommandRun here(TidemarkProcess like, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int code = TidemarkCommand.execute(like.environment(), out, out, arguments);
    return new CommandRun(code, text.toString());
  }
}
