package io.tidemark.standalone.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/** What every Kafka client of a process is given: where the cluster is, and its security. */
public final class KafkaClients {

  /**
   * Client settings from {@link Catalogue#KAFKA_CONFIG} and {@link Catalogue#KAFKA_BOOTSTRAP}, the
   * latter winning. Tools fall back to the broker of {@code ./tidemark up} on this machine.
   *
   * @throws InvalidSettingsException if no cluster is named, or the file is no properties file
   */
  public static Map<String, Object> properties(Settings settings) throws InvalidSettingsException {
    Map<String, Object> properties = new LinkedHashMap<>();
    Optional<Path> file = settings.find(Catalogue.KAFKA_CONFIG);
    if (file.isPresent()) {
      properties.putAll(read(file.get(), settings));
    }
    settings
        .find(Catalogue.KAFKA_BOOTSTRAP)
        .ifPresent(it -> properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, it));
    if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, fallback(settings));
    }
    return properties;
  }

  /** Client settings for a broker in this process. */
  public static Map<String, Object> local(String bootstrap) {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
  }

  /** Where the cluster of such settings is. */
  public static String bootstrap(Map<String, Object> kafka) {
    return String.valueOf(kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  private static String fallback(Settings settings) throws InvalidSettingsException {
    int port = settings.get(Catalogue.KAFKA_PORT);
    if (settings.role() == Role.TOOL && port != 0) {
      return "127.0.0.1:" + port;
    }
    throw new InvalidSettingsException(
        List.of(
            Catalogue.KAFKA_BOOTSTRAP.key()
                + " is not set; expected "
                + Catalogue.KAFKA_BOOTSTRAP.expected()
                + " (./tidemark up brings its own cluster)"));
  }

  private static Map<String, Object> read(Path file, Settings settings)
      throws InvalidSettingsException {
    Properties loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      loaded.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingsException(
          List.of(
              settings.nameOf(Catalogue.KAFKA_CONFIG)
                  + " is "
                  + file
                  + "; expected a properties file in UTF-8"));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    loaded.stringPropertyNames().forEach(key -> properties.put(key, loaded.getProperty(key)));
    return properties;
  }

  private KafkaClients() {}
}
