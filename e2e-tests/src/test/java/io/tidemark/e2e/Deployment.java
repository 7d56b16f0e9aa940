package io.tidemark.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that deploy Tidemark, read. */
final class Deployment {
  static final Path ROOT = Path.of(System.getProperty("tidemark.root")).normalize();

  private static final Pattern LOCATION =
      Pattern.compile("(?s)location\\s+(=|\\^~)?\\s*(/\\S*)\\s*\\{(.*?)}");

  /** The services of docker-compose.yml by name. */
  static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Map<String, Object>> services = new LinkedHashMap<>();
    map(yaml("docker-compose.yml").get("services"))
        .forEach((name, service) -> services.put(name, map(service)));
    return services;
  }

  /** A service's environment; a key that is only handed on has an empty value. */
  static Map<String, Optional<String>> environment(Map<String, Object> service) {
    Map<String, Optional<String>> environment = new LinkedHashMap<>();
    map(service.getOrDefault("environment", Map.of()))
        .forEach(
            (key, value) ->
                environment.put(key, Optional.ofNullable(value).map(Deployment::interpolated)));
    return environment;
  }

  /** {@code ${NAME:-default}} as it is when nothing is set. */
  static String interpolated(Object value) {
    return value.toString().replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
  }

  static Map<String, Object> yaml(String file) throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return map(yaml.load(text(file)));
  }

  static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** Names a service is reached by. */
  static List<String> names(String service, Map<String, Object> definition) {
    List<String> names = new ArrayList<>(List.of(service));
    if (definition.get("networks") instanceof Map<?, ?> networks
        && networks.get("default") instanceof Map<?, ?> network
        && network.get("aliases") instanceof List<?> aliases) {
      aliases.forEach(alias -> names.add(alias.toString()));
    }
    return names;
  }

  /** The default shown in .env.example by key, commented out or not. */
  static Map<String, String> exampleSettings() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher lines = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=(.*)$").matcher(text(".env.example"));
    while (lines.find()) {
      settings.put(lines.group(1), lines.group(2));
    }
    return settings;
  }

  /** What nginx does with a path: the body of the location it chooses. */
  static String location(String path) throws IOException {
    String exact = null;
    String longest = "";
    String body = "";
    Matcher locations = LOCATION.matcher(text("deploy/nginx/nginx.conf"));
    while (locations.find()) {
      String prefix = locations.group(2);
      if ("=".equals(locations.group(1))) {
        exact = prefix.equals(path) ? locations.group(3) : exact;
      } else if (path.startsWith(prefix) && prefix.length() >= longest.length()) {
        longest = prefix;
        body = locations.group(3);
      }
    }
    return exact != null ? exact : body;
  }

  private Deployment() {}
}
