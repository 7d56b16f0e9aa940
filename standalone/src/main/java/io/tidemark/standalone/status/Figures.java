package io.tidemark.standalone.status;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Figures in Prometheus' text format.
 *
 * @param text what {@code /metrics} answered
 */
record Figures(String text) {

  /**
   * The sum of a figure over all its labels.
   *
   * @param label text that the labels must hold, like {@code result="counted"}; empty: any
   * @return empty if there is no such figure
   */
  OptionalDouble sum(String name, String label) {
    return text.lines()
        .filter(line -> isOf(line, name) && line.contains(label))
        .mapToDouble(Figures::value)
        .reduce(Double::sum);
  }

  /**
   * A label of a figure.
   *
   * @return null: there is no such figure
   */
  @Nullable String label(String name, String label) {
    Pattern value = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
    return text.lines()
        .filter(line -> isOf(line, name))
        .map(value::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse(null);
  }

  private static boolean isOf(String line, String name) {
    return line.startsWith(name)
        && line.length() > name.length()
        && (line.charAt(name.length()) == '{' || line.charAt(name.length()) == ' ');
  }

  private static double value(String line) {
    try {
      return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
