package io.tidemark.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Options for a JVM that starts soon and does not run for long: the simple compiler and collector,
 * and the distribution's classes as a JVM that ran before has left them (class data sharing).
 */
public final class SharedClasses {
  private static final List<String> SIMPLE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** From this version on the start script sees to class data sharing itself. */
  private static final int SCRIPT_DOES_IT = 19;

  /** The options; the first call of a build makes the archive, which takes some seconds. */
  public static List<String> options() {
    return Holder.OPTIONS;
  }

  private static final class Holder {
    static final List<String> OPTIONS = make();
  }

  private static List<String> make() {
    if (Runtime.version().feature() >= SCRIPT_DOES_IT) {
      return SIMPLE;
    }
    try {
      return Stream.concat(
              SIMPLE.stream(),
              Stream.of(
                  "-XX:SharedArchiveFile=" + archive(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off"))
          .toList();
    } catch (IOException | AssertionError e) {
      System.err.println("Processes start without shared classes: " + e);
      return SIMPLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SIMPLE;
    }
  }

  /** The archive of this build and this Java; whoever comes first makes it. */
  private static Path archive() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "shared-classes").toAbsolutePath());
    Path archive = folder.resolve("java-" + Runtime.version() + "-" + build() + ".jsa");
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      if (!Files.exists(archive)) {
        for (File old : Objects.requireNonNull(folder.toFile().listFiles())) {
          if (old.getName().endsWith(".jsa") && !old.delete()) {
            throw new IOException(old + " cannot be deleted");
          }
        }
        write(archive);
      }
      lock.release();
    }
    return archive;
  }

  /** The jars by name, size and time, all of which the JVM compares. */
  private static String build() {
    File[] jars =
        Objects.requireNonNull(TidemarkProcess.distribution().resolve("lib").toFile().listFiles());
    long hash = 0;
    for (File jar : jars) {
      hash += Arrays.asList(jar.getName(), jar.length(), jar.lastModified()).hashCode();
    }
    return Long.toHexString(hash);
  }

  /** From a process that did a little of everything. */
  private static void write(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tidemark-shared-classes");
    Path unfinished = archive.resolveSibling("unfinished");
    String options = String.join(" ", SIMPLE) + " -XX:ArchiveClassesAtExit=" + unfinished;
    try (var tidemark =
        new TidemarkProcess("up", folder).with("TIDEMARK_JAVA_OPTS", options).start()) {
      Http.post(tidemark.ingest("/event"), "{\"site_id\":\"first\",\"path\":\"/\"}");
      Stats.await(tidemark, "first", 1);
      Http.get(tidemark.query("/sites"));
      Http.get(tidemark.query("/cluster"));
      tidemark.terminate();
      if (!Files.exists(unfinished)) {
        throw new IOException("the JVM left no archive: " + tidemark.logTail());
      }
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(folder);
    }
  }

  private SharedClasses() {}
}
