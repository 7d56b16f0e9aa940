package io.tidemark.standalone.settings;

import java.util.Map;
import java.util.TreeMap;

/** The one place where the environment is read. */
public final class Environment {

  /** The variables whose name begins with {@link Setting#PREFIX}. */
  public static Map<String, String> read() {
    Map<String, String> ours = new TreeMap<>();
    System.getenv()
        .forEach(
            (key, value) -> {
              if (key.startsWith(Setting.PREFIX)) {
                ours.put(key, value);
              }
            });
    return ours;
  }

  private Environment() {}
}
