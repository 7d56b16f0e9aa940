package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.Commands.When;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, and then those for a backup, do what they say, on data of their own. */
class ReadmeIT {
  private static final String BACKUP = "docs/backup.md";
  private static final int LEAST_BLOCKS = 8;

  @Test
  void commands_inOrder_giveWhatIsWritten(@TempDir Path folder) throws Exception {
    List<Commands> readme = blocks("README.md", When.RUNNING);
    assertThat(readme).hasSizeGreaterThanOrEqualTo(LEAST_BLOCKS);
    List<Commands> stopped = blocks(BACKUP, When.STOPPED);
    assertThat(stopped).isNotEmpty();
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      Shell shell = new Shell(tidemark, folder);
      for (Commands block : readme) {
        shell.run(block);
      }

      tidemark.terminate();
      for (Commands block : stopped) {
        shell.run(block);
      }
      tidemark.start();
      for (Commands block : blocks(BACKUP, When.RUNNING)) {
        shell.run(block);
      }
    }
  }

  private static List<Commands> blocks(String page, When when) throws Exception {
    return Commands.of(page).stream().filter(block -> block.when() == when).toList();
  }
}
