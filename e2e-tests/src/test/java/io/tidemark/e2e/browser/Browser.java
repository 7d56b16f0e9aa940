package io.tidemark.e2e.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running Chromium without a window, with a profile of its own that goes with it. */
public final class Browser implements AutoCloseable {
  /** What it says it is; a browser that says it is headless counts as a bot. */
  public static final String USER_AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
          + " Safari/537.36";

  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 10;
  private static final long POLL_MS = 20;

  private final Process process;
  private final Path profile;
  private final DevTools devTools;

  private Browser(Process process, Path profile, DevTools devTools) {
    this.process = process;
    this.profile = profile;
    this.devTools = devTools;
  }

  /** Starts it; where there is none the running test is skipped (see {@link Chromium}). */
  public static Browser start() throws IOException, InterruptedException {
    Path program = Chromium.orSkip();
    Path profile = Files.createTempDirectory("tidemark-browser");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--user-agent=" + USER_AGENT,
                "--lang=en-US",
                "--window-size=1280,900",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-sync",
                "--mute-audio",
                "--password-store=basic"));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    Path log = profile.resolve("browser.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      return new Browser(process, profile, new DevTools(address(process, profile, log)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(process);
      delete(profile);
      throw e;
    }
  }

  /** The browser writes where it listens into its profile. */
  private static URI address(Process process, Path profile, Path log)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() >= 2) {
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new IllegalStateException("the browser did not start: " + Files.readString(log));
  }

  /** Somebody else: with storage and cache of their own. */
  public Person newPerson() {
    String context =
        devTools
            .call(null, "Target.createBrowserContext", "disposeOnDetach", true)
            .path("browserContextId")
            .asText();
    return new Person(devTools, context);
  }

  @Override
  public void close() {
    try {
      devTools.call(null, "Browser.close");
    } catch (IllegalStateException e) {
      System.err.println("the browser did not close by itself: " + e.getMessage());
    }
    devTools.close();
    try {
      end(process);
      delete(profile);
    } catch (IOException e) {
      System.err.println("could not clean up " + profile + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
