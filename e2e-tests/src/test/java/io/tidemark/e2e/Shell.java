package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the documentation's commands as a user would: in a folder with the start script. */
final class Shell {
  private static final Duration SHOWN = Duration.ofSeconds(30);

  private final TidemarkProcess tidemark;
  private final Path folder;

  /** A shell in a folder, which gets the start script, for a process's ports and data. */
  Shell(TidemarkProcess tidemark, Path folder) throws IOException {
    this.tidemark = tidemark;
    this.folder = folder;
    Path script = TidemarkProcess.distribution().resolve("tidemark");
    Path here = folder.resolve("tidemark");
    Files.writeString(here, "#!/bin/sh\nexec '" + script + "' \"$@\"\n");
    assertThat(here.toFile().setExecutable(true)).isTrue();
  }

  /** Runs a block, and again until its output has what is said: what was sent shows later. */
  void run(Commands block) throws InterruptedException {
    String commands =
        block
            .commands()
            .replaceAll("(?:127\\.0\\.0\\.1|localhost):3001", "127.0.0.1:" + tidemark.ingestPort())
            .replaceAll("(?:127\\.0\\.0\\.1|localhost):3002", "127.0.0.1:" + tidemark.queryPort());
    var output = new AtomicReference<>("");
    Await.until(
        SHOWN,
        () -> {
          output.set(output(commands));
          return output.get().contains(block.text());
        },
        () ->
            block.page()
                + ":\n"
                + commands
                + "\ngave\n"
                + output.get()
                + "\nexpected in it: "
                + block.text());
  }

  private String output(String commands) throws Exception {
    ProcessBuilder builder = tidemark.builder(folder).command("bash", "-euc", commands);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).describedAs(commands + output).isZero();
    return output;
  }
}
