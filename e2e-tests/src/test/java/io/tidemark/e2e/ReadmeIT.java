package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the README and of the page on the command line do what is written. A block behind
 * {@code <!-- run: text -->} is run by a shell in the folder of the start script; its output must
 * come to contain the text.
 */
class ReadmeIT {
  private static final Pattern BLOCK =
      Pattern.compile("(?s)<!-- run: (.*?) -->\\s*```sh\\n(.*?)```");
  private static final int LEAST_BLOCKS = 8;
  private static final List<String> PAGES = List.of("README.md", "docs/command-line.md");

  private record Block(String expected, String commands) {}

  @Test
  void commands_inOrder_giveWhatIsWritten(@TempDir Path folder) throws Exception {
    List<Block> blocks = new ArrayList<>();
    for (String page : PAGES) {
      List<Block> ofPage = blocks(page);
      assertThat(ofPage).as(page).hasSizeGreaterThanOrEqualTo(LEAST_BLOCKS);
      blocks.addAll(ofPage);
    }
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      Path script = TidemarkProcess.distribution().resolve("tidemark");
      Path here = folder.resolve("tidemark");
      Files.writeString(here, "#!/bin/sh\nexec '" + script + "' \"$@\"\n");
      assertThat(here.toFile().setExecutable(true)).isTrue();

      for (Block block : blocks) {
        String commands =
            block
                .commands()
                .replace("127.0.0.1:3001", "127.0.0.1:" + tidemark.ingestPort())
                .replace("127.0.0.1:3002", "127.0.0.1:" + tidemark.queryPort());
        var output = new AtomicReference<>("");
        Await.until(
            Duration.ofSeconds(30),
            () -> {
              output.set(run(tidemark, folder, commands));
              return output.get().contains(block.expected());
            },
            () -> commands + "\ngave\n" + output.get() + "\nexpected in it: " + block.expected());
      }
    }
  }

  private static String run(TidemarkProcess tidemark, Path folder, String commands)
      throws Exception {
    ProcessBuilder builder = tidemark.builder(folder).command("bash", "-euc", commands);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).describedAs(commands + output).isZero();
    return output;
  }

  private static List<Block> blocks(String page) throws Exception {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Deployment.text(page));
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    return blocks;
  }
}
