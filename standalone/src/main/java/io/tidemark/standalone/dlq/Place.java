package io.tidemark.standalone.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on a topic, written {@code partition:offset}.
 *
 * @param partition 0 or more
 * @param offset 0 or more
 */
record Place(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static Place parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          text + " is no place; expected PARTITION:OFFSET, like 0:15");
    }
    return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
