package io.tidemark.e2e.fault.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file system in memory that can be filled; where this user may not mount one, a plain
 * folder that cannot.
 */
public final class SmallDisk {
  private static final String SIZE = "size=384m";
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  static SmallDisk mount(Path folder) throws IOException, InterruptedException {
    boolean mounted =
        isLinux() && run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString());
    if (!mounted) {
      System.err.println(
          "SKIPPED the fault \"disk full\": this user may not mount a file system in memory");
    }
    return new SmallDisk(folder, mounted);
  }

  /** Whether it can be filled. */
  public boolean isSmall() {
    return mounted;
  }

  /** Fills it to the last byte. */
  public void fill() throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      for (int size = CHUNK_BYTES; size > 0; ) {
        try {
          ballast.write(chunk, 0, size);
        } catch (IOException e) {
          size /= 2; // no space left for so much
        }
      }
    }
  }

  /** Makes room again. */
  public void clear() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  void unmount() throws IOException, InterruptedException {
    if (mounted && !run("umount", folder.toString())) {
      throw new IOException(folder + " could not be unmounted");
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }
}
