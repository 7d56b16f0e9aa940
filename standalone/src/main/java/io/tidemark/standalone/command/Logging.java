package io.tidemark.standalone.command;

import io.tidemark.standalone.log.JsonLines;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.Settings;

/**
 * Sets how much is logged, before the first logger is made: lines on stderr, ours from {@link
 * Catalogue#LOG_LEVEL} on, those of libraries from warnings on. Everything else is in {@code
 * simplelogger.properties}.
 */
final class Logging {

  static void configure(Settings settings) {
    String level = settings.get(Catalogue.LOG_LEVEL);
    String libraries =
        switch (level) {
          case "debug" -> "info";
          case "error" -> "error";
          default -> "warn";
        };
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", libraries);
    System.setProperty("org.slf4j.simpleLogger.log.io.tidemark", level);
  }

  /** Whether a server writes nothing but lines of JSON. */
  static boolean isJson(Settings settings) {
    return settings.get(Catalogue.LOG_FORMAT).equals("json");
  }

  /** Makes the loggers to come write JSON. */
  static void useJson() {
    System.setProperty("slf4j.provider", JsonLines.class.getName());
    System.setProperty("slf4j.internal.verbosity", "WARN"); // SLF4J tells what it loads, as text
  }

  private Logging() {}
}
