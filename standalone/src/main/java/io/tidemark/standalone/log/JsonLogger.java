package io.tidemark.standalone.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes each message as one line of JSON, if another logger would write it. Thread-safe. */
final class JsonLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  private final transient Logger levels;
  private final transient PrintStream out;
  private final transient Clock clock;

  JsonLogger(String name, Logger levels, PrintStream out, Clock clock) {
    this.name = name;
    this.levels = levels;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public boolean isTraceEnabled() {
    return levels.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return levels.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return levels.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return levels.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return levels.isErrorEnabled();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    out.println(line(level, message, failure));
  }

  private String line(Level level, @Nullable String message, @Nullable Throwable failure) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("level", level.name());
      json.writeStringField("logger", name);
      json.writeStringField("thread", Thread.currentThread().getName());
      json.writeStringField("message", String.valueOf(message));
      if (failure != null) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        json.writeStringField("error", trace.toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }
}
