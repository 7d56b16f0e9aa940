package io.tidemark.standalone.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The one place where the environment is read. */
public final class Environment {

  /** What other programs tell about terminals, too. */
  private static final Set<String> OF_TERMINALS = Set.of("NO_COLOR", "TERM");

  /**
   * The variables whose name begins with {@link Setting#PREFIX}, and those about terminals: {@code
   * NO_COLOR} and {@code TERM}.
   */
  public static Map<String, String> read() {
    Map<String, String> ours = new TreeMap<>();
    System.getenv()
        .forEach(
            (key, value) -> {
              if (key.startsWith(Setting.PREFIX) || OF_TERMINALS.contains(key)) {
                ours.put(key, value);
              }
            });
    return ours;
  }

  private Environment() {}
}
