package io.tidemark.standalone.settings;

import io.tidemark.standalone.settings.Settings.Origin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes settings for people and for environment files. */
public final class SettingsTable {
  private static final int WIDTH = 100;
  private static final String INDENT = "    ";
  private static final String ROW = "%-30s %-22s %-12s %-13s %s";

  /** A row for each setting, its meaning below it; at most 100 columns unless a value is longer. */
  public static void print(Settings settings, PrintWriter out) {
    out.println(
        "Settings of tidemark "
            + settings.role().word()
            + ". A flag goes before the environment, the environment before the default.");
    out.println("The flag of TIDEMARK_INGEST_PORT is --ingest-port, and so on.");
    for (Group group : Group.values()) {
      out.println();
      out.println(group.title());
      out.println(String.format(Locale.ROOT, ROW, "setting", "value", "from", "default", "unit"));
      for (Setting<?> setting : Catalogue.all()) {
        if (setting.group() == group) {
          print(setting, settings, out);
        }
      }
    }
  }

  private static void print(Setting<?> setting, Settings settings, PrintWriter out) {
    String fallback = setting.fallback(settings.role());
    out.println(
        String.format(
            Locale.ROOT,
            ROW,
            setting.key(),
            settings.shown(setting).orElse("-"),
            origin(settings.origin(setting)),
            fallback == null ? "-" : fallback,
            setting.unit()));
    String range = setting.expected();
    boolean told = range.equals(setting.unit());
    for (String line : wrap(setting.meaning() + (told ? "" : " (" + range + ")"))) {
      out.println(INDENT + line);
    }
  }

  /** {@code KEY=value} lines, defaults commented out; secrets are left out. */
  public static void printEnvironment(Settings settings, PrintWriter out) {
    for (Setting<?> setting : Catalogue.all()) {
      out.println("# " + setting.meaning() + " (" + setting.expected() + ")");
      String value = settings.shown(setting).orElse("");
      if (setting.secret()) {
        out.println("# " + setting.key() + "=");
      } else if (settings.isChosen(setting)) {
        out.println(setting.key() + "=" + value);
      } else {
        out.println("# " + setting.key() + "=" + value);
      }
    }
  }

  private static String origin(Origin origin) {
    return switch (origin) {
      case FLAG -> "flag";
      case ENVIRONMENT -> "environment";
      case DEFAULT -> "default";
      case UNSET -> "unset";
    };
  }

  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - INDENT.length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private SettingsTable() {}
}
