package io.tidemark.benchmarks.system;

import io.tidemark.standalone.settings.InvalidSettingsException;
import io.tidemark.standalone.settings.Role;
import io.tidemark.standalone.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** The settings of {@code ./tidemark up}. */
public final class Defaults {
  private Defaults() {}

  /**
   * The defaults with some changes.
   *
   * @param changes text by key, {@code TIDEMARK_...}
   * @throws InvalidSettingsException naming what is wrong with the changes
   */
  public static Settings with(Map<String, String> changes) throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>();
    all.put("TIDEMARK_INGEST_BIND", "127.0.0.1");
    all.put("TIDEMARK_INGEST_PORT", "0");
    all.put("TIDEMARK_KAFKA_PORT", "0");
    all.putAll(changes);
    return Settings.resolve(Role.UP, Map.of(), all);
  }

  /** One more change. */
  public static Map<String, String> and(Map<String, String> changes, String key, String value) {
    Map<String, String> all = new HashMap<>(changes);
    all.put(key, value);
    return Map.copyOf(all);
  }
}
