package io.tidemark.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of commands in the documentation, and what the comment before it says about running it:
 * {@code <!-- run: text -->} (its output must come to contain the text), {@code <!-- run while
 * stopped: text -->}, or {@code <!-- not run: reason -->}. A block with its answer behind it is an
 * {@link Example}, and needs no comment.
 *
 * @param text what the output must contain, or why it is not run
 * @param commands for a shell
 */
record Commands(String page, When when, String text, String commands) {
  private static final String MARK =
      "(?:<!-- (run|run while stopped|not run): ((?:(?!-->)[\\s\\S])*?) -->\\s*)?";
  private static final Pattern BLOCK =
      Pattern.compile("(?m)" + MARK + "^ *```sh\\n([\\s\\S]*?)^ *```\\n(```\\n\\d{3} )?");

  /** When a block is run. */
  enum When {
    RUNNING,
    STOPPED,
    NEVER,
    /** As an {@link Example}. */
    ANSWERED,
    /** Nothing says so. */
    UNKNOWN
  }

  /** All pages: the README, and what is in {@code docs}. */
  static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Deployment.ROOT.resolve("docs"))) {
      Stream<String> docs =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .map(file -> Deployment.ROOT.relativize(file).toString().replace('\\', '/'))
              .sorted();
      return Stream.concat(Stream.of("README.md"), docs).toList();
    }
  }

  /** Those of a page, in its order. */
  static List<Commands> of(String page) throws IOException {
    List<Commands> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Deployment.text(page));
    while (found.find()) {
      When when = when(found.group(1), found.group(4) != null);
      String text = found.group(2) == null ? "" : found.group(2).strip();
      blocks.add(new Commands(page, when, text, found.group(3)));
    }
    return blocks;
  }

  private static When when(String mark, boolean answered) {
    if (mark == null) {
      return answered ? When.ANSWERED : When.UNKNOWN;
    }
    return switch (mark) {
      case "run" -> When.RUNNING;
      case "run while stopped" -> When.STOPPED;
      default -> When.NEVER;
    };
  }
}
