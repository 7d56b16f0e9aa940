package io.tidemark.e2e;

import io.tidemark.e2e.Commands.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of each page of the documentation give what is written, in the page's order. */
class DocumentsIT {
  /** Where they need a process of their own: see {@link ReadmeIT}. */
  private static final Set<String> ELSEWHERE = Set.of("README.md", "docs/backup.md");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource
  void commands_inOrder_giveWhatIsWritten(String page) throws Exception {
    Shell shell = new Shell(Shared.instance(), folder);
    for (Commands block : Commands.of(page)) {
      if (block.when() == When.RUNNING) {
        shell.run(block);
      }
    }
  }

  static List<String> commands_inOrder_giveWhatIsWritten() throws IOException {
    return Commands.pages().stream()
        .filter(page -> !ELSEWHERE.contains(page) && hasCommands(page))
        .toList();
  }

  private static boolean hasCommands(String page) {
    try {
      return Commands.of(page).stream().anyMatch(block -> block.when() == When.RUNNING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
