package io.tidemark.standalone.log;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.Consumer;

/**
 * Takes what a process tells its user and hands it on line by line, empty lines left out; so that a
 * process whose log is JSON writes nothing else. For one thread at a time.
 */
public final class LoggedText extends Writer {
  private final Consumer<String> sink;
  private final StringBuilder line = new StringBuilder();

  private LoggedText(Consumer<String> sink) {
    this.sink = sink;
  }

  /** A writer whose lines go to a sink. */
  public static PrintWriter to(Consumer<String> sink) {
    return new PrintWriter(new LoggedText(sink), true);
  }

  @Override
  public void write(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        end();
      } else if (text[i] != '\r') {
        line.append(text[i]);
      }
    }
  }

  private void end() {
    String told = line.toString().strip();
    line.setLength(0);
    if (!told.isEmpty()) {
      sink.accept(told);
    }
  }

  @Override
  public void flush() {
    // A line is handed on when it ends.
  }

  @Override
  public void close() {
    end();
  }
}
