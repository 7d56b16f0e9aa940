package io.tidemark.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One {@code ./tidemark up} for all tests that do not stop it; each takes sites of its own. */
final class Shared {
  private static @Nullable TidemarkProcess instance;

  static synchronized TidemarkProcess instance() throws IOException, InterruptedException {
    TidemarkProcess running = instance;
    if (running == null) {
      Path folder = Files.createTempDirectory("tidemark-e2e");
      running = new TidemarkProcess("up", folder);
      TidemarkProcess started = running;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, folder)));
      instance = running.start();
    }
    return running;
  }

  private static void end(TidemarkProcess process, Path folder) {
    try {
      process.close();
      Folders.delete(folder);
    } catch (IOException e) {
      System.err.println("could not clean up " + folder + ": " + e);
    }
  }

  private Shared() {}
}
