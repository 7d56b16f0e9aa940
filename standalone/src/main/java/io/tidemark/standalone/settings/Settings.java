package io.tidemark.standalone.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one process, all of them checked. A flag goes before the environment, the
 * environment before the default. Immutable.
 */
public final class Settings {

  /** Where a value came from. */
  public enum Origin {
    FLAG,
    ENVIRONMENT,
    DEFAULT,
    UNSET
  }

  /**
   * A setting's outcome.
   *
   * @param text as it was written; null: unset
   * @param value what it means; null: unset
   */
  private record Outcome(@Nullable String text, @Nullable Object value, Origin origin) {}

  private final Role role;
  private final Map<Setting<?>, Outcome> outcomes;

  private Settings(Role role, Map<Setting<?>, Outcome> outcomes) {
    this.role = role;
    this.outcomes = outcomes;
  }

  /**
   * Reads every setting.
   *
   * @param flags text by flag, e.g. {@code --ingest-port}
   * @param environment text by key; only keys that begin with {@link Setting#PREFIX} matter
   * @throws InvalidSettingsException naming all problems at once
   */
  public static Settings resolve(
      Role role, Map<String, String> flags, Map<String, String> environment)
      throws InvalidSettingsException {
    List<String> problems = new ArrayList<>(unknown(environment));
    Map<Setting<?>, Outcome> outcomes = new LinkedHashMap<>();
    for (Setting<?> setting : Catalogue.all()) {
      String flag = flags.get(setting.flag());
      String variable = environment.get(setting.key());
      try {
        outcomes.put(setting, outcome(setting, role, flag, variable));
      } catch (BadValueException e) {
        String name = flag != null ? setting.flag() : setting.key();
        String value = setting.secret() ? "***" : String.valueOf(flag != null ? flag : variable);
        problems.add(name + " is " + value + "; expected " + e.expected());
      }
    }
    Settings settings = new Settings(role, outcomes);
    if (problems.isEmpty()) {
      problems.addAll(CrossChecks.problems(settings));
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return settings;
  }

  private static List<String> unknown(Map<String, String> environment) {
    List<String> keys = Catalogue.all().stream().map(Setting::key).toList();
    List<String> problems = new ArrayList<>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith(Setting.PREFIX) && !keys.contains(key)) {
            String shown = key.contains("SECRET") ? "***" : value;
            problems.add(
                key
                    + " is "
                    + shown
                    + "; expected a known setting"
                    + NearMiss.of(key, keys).map(near -> ", perhaps " + near).orElse("")
                    + " (./tidemark config lists them)");
          }
        });
    return problems;
  }

  private static Outcome outcome(
      Setting<?> setting, Role role, @Nullable String flag, @Nullable String variable)
      throws BadValueException {
    String fallback = setting.fallback(role);
    boolean mayBeUnset = setting.defaults().size() < Role.values().length;
    if (flag != null) {
      return flag.isEmpty() && mayBeUnset
          ? new Outcome(null, null, Origin.FLAG)
          : new Outcome(flag, setting.type().parser().parse(flag.strip()), Origin.FLAG);
    }
    if (variable != null && variable.isBlank() && mayBeUnset) {
      return new Outcome(null, null, Origin.ENVIRONMENT);
    }
    if (variable != null && !variable.isBlank()) {
      Object value = setting.type().parser().parse(variable.strip());
      return new Outcome(variable, value, Origin.ENVIRONMENT);
    }
    if (fallback != null) {
      return new Outcome(fallback, setting.type().parser().parse(fallback), Origin.DEFAULT);
    }
    return new Outcome(null, null, Origin.UNSET);
  }

  /** What these settings are for. */
  public Role role() {
    return role;
  }

  /** The value of a setting that always has one. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.key() + " is not set"));
  }

  /** The value of a setting, or nothing if it is unset. */
  @SuppressWarnings("unchecked")
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((T) outcome(setting).value());
  }

  /** Where the value came from. */
  public Origin origin(Setting<?> setting) {
    return outcome(setting).origin();
  }

  /** Whether somebody chose the value. */
  public boolean isChosen(Setting<?> setting) {
    Origin origin = origin(setting);
    return origin == Origin.FLAG || origin == Origin.ENVIRONMENT;
  }

  /** The value as it was written, {@code ***} for a secret; empty if unset. */
  public Optional<String> shown(Setting<?> setting) {
    String text = outcome(setting).text();
    return Optional.ofNullable(text).map(t -> setting.secret() ? "***" : t);
  }

  /** The setting as its user knows it: the flag if that was given, else the key. */
  public String nameOf(Setting<?> setting) {
    return origin(setting) == Origin.FLAG ? setting.flag() : setting.key();
  }

  private Outcome outcome(Setting<?> setting) {
    Outcome outcome = outcomes.get(setting);
    if (outcome == null) {
      throw new IllegalArgumentException(setting.key() + " is not in the catalogue");
    }
    return outcome;
  }
}
