package io.tidemark.standalone.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The list of commands in the help, by what a person wants to do. */
final class CommandGroups {
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Run", List.of("up", "gateway", "query"));
    GROUPS.put("Look", List.of("status", "config"));
    GROUPS.put("Send events", List.of("demo", "replay"));
    GROUPS.put(
        "Look after the data",
        List.of("export", "delete", "dlq", "hot-site", "rebuild", "backup", "restore", "reset"));
  }

  /** The list, a heading for each group; every command is in one. */
  static String render(Help help) {
    StringBuilder text = new StringBuilder();
    Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
    GROUPS.forEach(
        (title, names) -> {
          text.append(help.colorScheme().ansi().string("%n@|bold " + title + "|@%n"));
          for (String name : names) {
            Help command = left.remove(name);
            if (command != null) {
              text.append(line(help, name, command.commandSpec().commandLine()));
            }
          }
        });
    if (!left.isEmpty()) {
      throw new IllegalStateException("commands without a group: " + left.keySet());
    }
    return text.toString().replace("%n", System.lineSeparator());
  }

  private static String line(Help help, String name, CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    String padded = name + " ".repeat(Math.max(1, 10 - name.length()));
    return "  " + help.colorScheme().commandText(padded) + description[0] + System.lineSeparator();
  }

  private CommandGroups() {}
}
