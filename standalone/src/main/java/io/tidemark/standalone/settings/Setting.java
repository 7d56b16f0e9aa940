package io.tidemark.standalone.settings;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One setting.
 *
 * @param name without the prefix, e.g. {@code INGEST_PORT}
 * @param type how its text is read
 * @param defaults default text by role; a role without one leaves it unset
 * @param meaning one sentence without a full stop
 * @param roles who uses it; only they take its flag
 * @param secret never shown, and not taken as a flag, for command lines are public
 */
public record Setting<T>(
    String name,
    Group group,
    ValueType<T> type,
    Map<Role, String> defaults,
    String meaning,
    Set<Role> roles,
    boolean secret) {
  /** What every key begins with. */
  public static final String PREFIX = "TIDEMARK_";

  public Setting {
    defaults = Map.copyOf(defaults);
    roles = Set.copyOf(roles);
  }

  /** A setting without default that no role uses, to be completed by the methods below. */
  static <T> Setting<T> of(String name, Group group, ValueType<T> type, String meaning) {
    return new Setting<>(name, group, type, Map.of(), meaning, Set.of(), false);
  }

  /** With one default for every role. */
  Setting<T> defaultsTo(String text) {
    return defaultsTo(text, Role.values());
  }

  /** With a default for some roles. */
  Setting<T> defaultsTo(String text, Role... in) {
    Map<Role, String> more = new EnumMap<>(Role.class);
    more.putAll(defaults);
    for (Role role : in) {
      more.put(role, text);
    }
    return new Setting<>(name, group, type, more, meaning, roles, secret);
  }

  /** Used by these roles. */
  Setting<T> usedBy(Role... users) {
    return new Setting<>(name, group, type, defaults, meaning, Set.of(users), secret);
  }

  /** Never shown. */
  Setting<T> hidden() {
    return new Setting<>(name, group, type, defaults, meaning, roles, true);
  }

  /** The environment variable, e.g. {@code TIDEMARK_INGEST_PORT}. */
  public String key() {
    return PREFIX + name;
  }

  /** The flag, e.g. {@code --ingest-port}. */
  public String flag() {
    return "--" + name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a bare number counts, or the form of the text. */
  public String unit() {
    return type.unit();
  }

  /** The valid range, as it completes "expected …". */
  public String expected() {
    return type.expected();
  }

  /** The default's text; null: unset. */
  public @Nullable String fallback(Role role) {
    return defaults.get(role);
  }

  /** Whether a role takes it as a flag. */
  public boolean hasFlag(Role role) {
    return !secret && roles.contains(role);
  }

  @Override
  public String toString() {
    return key();
  }
}
