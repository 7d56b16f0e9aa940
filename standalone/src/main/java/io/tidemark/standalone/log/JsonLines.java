package io.tidemark.standalone.log;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.simple.SimpleLoggerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The logging that writes one JSON object a line on stderr: {@code time}, {@code level}, {@code
 * logger}, {@code thread}, {@code message}, and {@code error} with the stack trace as text where
 * there is one.
 *
 * <p>SLF4J makes it where the system property {@code slf4j.provider} names it. What is logged is
 * decided by slf4j-simple, with its properties.
 */
public final class JsonLines implements SLF4JServiceProvider, ILoggerFactory {
  private static final String API_VERSION = "2.0.99";

  private final SimpleLoggerFactory levels = new SimpleLoggerFactory();
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(
        name, it -> new JsonLogger(it, levels.getLogger(it), System.err, Clock.systemUTC()));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return API_VERSION;
  }

  @Override
  public void initialize() {
    // All is there.
  }
}
