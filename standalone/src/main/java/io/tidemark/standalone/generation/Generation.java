package io.tidemark.standalone.generation;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A generation of the statistics: counted from the log by itself, with a consumer group, topics and
 * stores of its own.
 *
 * @param name the setting {@code TIDEMARK_APPLICATION_ID}, which all generations share
 * @param number 1 and up
 */
public record Generation(String name, int number) {
  private static final String MARK = "-g";

  public Generation {
    if (number < 1) {
      throw new IllegalArgumentException("number is " + number + "; expected 1 or more");
    }
  }

  /** The first, whose application id is the name itself. */
  public static Generation first(String name) {
    return new Generation(name, 1);
  }

  /** Application id: consumer group, folder of the stores, prefix of the topics. */
  public String applicationId() {
    return number == 1 ? name : name + MARK + number;
  }

  /** Another one of the same name. */
  public Generation withNumber(int other) {
    return new Generation(name, other);
  }

  /** The number of the generation with an application id, if it has this name. */
  public static OptionalInt numberOf(String name, String applicationId) {
    if (applicationId.equals(name)) {
      return OptionalInt.of(1);
    }
    Matcher later =
        Pattern.compile(Pattern.quote(name + MARK) + "([1-9]\\d{0,8})").matcher(applicationId);
    return later.matches() ? OptionalInt.of(Integer.parseInt(later.group(1))) : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return applicationId();
  }
}
