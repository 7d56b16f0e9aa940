package io.tidemark.ingest.enrich.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import ua_parser.OSParser;
import ua_parser.Parser;
import ua_parser.UserAgentParser;

/**
 * One user agent to an {@link Agent}: families by uap-core's patterns, named as {@link Families}
 * says; the device by {@link Devices}; crawlers by {@link Crawlers}. Not cheap, hence behind {@link
 * UserAgents}. Thread-safe.
 */
final class AgentParser {
  private static final String PATTERNS = "/ua_parser/regexes.yaml";
  private static final int MAX_NAME = 64;

  private final UserAgentParser browsers;
  private final OSParser systems;
  private final Crawlers crawlers;

  private AgentParser(UserAgentParser browsers, OSParser systems, Crawlers crawlers) {
    this.browsers = browsers;
    this.systems = systems;
    this.crawlers = crawlers;
  }

  /** Reads the patterns that come with the library. */
  static AgentParser load() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Parser.CODE_POINT_LIMIT);
    try (InputStream in = Parser.class.getResourceAsStream(PATTERNS)) {
      Map<String, List<Map<String, String>>> patterns =
          new Yaml(new SafeConstructor(options))
              .load(Objects.requireNonNull(in, "uap-java without " + PATTERNS));
      return new AgentParser(
          UserAgentParser.fromList(section(patterns, "user_agent_parsers")),
          OSParser.fromList(section(patterns, "os_parsers")),
          Crawlers.of(section(patterns, "device_parsers")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> section(
      Map<String, List<Map<String, String>>> patterns, String name) {
    return Objects.requireNonNull(patterns.get(name), name);
  }

  Agent parse(String userAgent) {
    String lower = userAgent.toLowerCase(Locale.ROOT);
    String browser = Families.browser(userAgent, family(browsers, userAgent));
    String os = Families.os(userAgent, family(systems, userAgent));
    return new Agent(
        plain(browser), plain(os), Devices.of(lower), crawlers.judge(userAgent, lower));
  }

  private static String family(UserAgentParser browsers, String userAgent) {
    ua_parser.UserAgent found = browsers.parse(userAgent);
    return found == null || found.family == null ? Families.OTHER : found.family;
  }

  private static String family(OSParser systems, String userAgent) {
    ua_parser.OS found = systems.parse(userAgent);
    return found == null || found.family == null ? Families.OTHER : found.family;
  }

  /** A name that may have been cut out of the user agent: only if it is one. */
  private static @Nullable String plain(@Nullable String name) {
    if (name == null || name.isBlank() || name.length() > MAX_NAME) {
      return null;
    }
    return name.chars().noneMatch(Character::isISOControl) ? name.strip() : null;
  }
}
