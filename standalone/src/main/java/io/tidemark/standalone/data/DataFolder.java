package io.tidemark.standalone.data;

import io.tidemark.standalone.StartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that this process alone uses, until it is closed.
 *
 * <pre>
 * data/
 *   tidemark.format   version of this layout, decimal
 *   tidemark.lock     held while in use; holds the process id
 *   kafka/            the embedded broker's log
 *   state/            state stores; can be rebuilt from Kafka
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
  /** The version of the layout this program reads and writes. */
  static final int FORMAT = 1;

  private static final String FORMAT_FILE = "tidemark.format";
  private static final String KAFKA = "kafka";
  private static final String STATE = "state";
  private static final List<String> PARTS = List.of(KAFKA, STATE);

  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Locks a folder, making it if it is missing.
   *
   * @throws StartException if it is in use, of a newer format, or cannot be written
   */
  public static DataFolder open(Path path) throws StartException {
    Path folder = path.toAbsolutePath().normalize();
    FolderLock lock = null;
    try {
      Files.createDirectories(folder);
      lock = FolderLock.acquire(folder);
      checkFormat(folder);
      return new DataFolder(folder, lock);
    } catch (IOException e) {
      release(lock);
      throw new StartException(
          "the data folder "
              + folder
              + " cannot be used: "
              + Reasons.of(e)
              + "; check its rights, or choose another one with TIDEMARK_DATA_DIR",
          e);
    } catch (StartException e) {
      release(lock);
      throw e;
    }
  }

  /** Whether a folder holds Tidemark's data. */
  public static boolean isOne(Path path) {
    return Files.exists(path.resolve(FORMAT_FILE));
  }

  /** Whether a process uses a folder that {@link #isOne holds data}. */
  public static boolean isInUse(Path path) {
    try {
      FolderLock.acquire(path.toAbsolutePath().normalize()).close();
      return false;
    } catch (StartException e) {
      return true;
    } catch (IOException e) {
      return false; // opening it tells why
    }
  }

  /** The embedded broker's folder of a data folder that another process uses. */
  public static Path kafkaOf(Path path) {
    return path.resolve(KAFKA);
  }

  /** The state stores' folder of a data folder that another process uses. */
  public static Path stateOf(Path path) {
    return path.resolve(STATE);
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** The embedded broker's folder. */
  public Path kafka() {
    return path.resolve(KAFKA);
  }

  /** The state stores' folder. */
  public Path state() {
    return path.resolve(STATE);
  }

  /**
   * Removes all data, and nothing that is not Tidemark's. The folder stays locked until it is
   * closed.
   */
  public void wipe() throws IOException {
    for (String part : PARTS) {
      Trees.delete(path.resolve(part));
    }
    Files.deleteIfExists(path.resolve(FORMAT_FILE));
  }

  @Override
  public void close() {
    lock.close();
  }

  private static void checkFormat(Path folder) throws IOException, StartException {
    Path file = folder.resolve(FORMAT_FILE);
    if (!Files.exists(file)) {
      for (String part : PARTS) {
        if (Files.exists(folder.resolve(part))) {
          throw new StartException(
              "the data folder "
                  + folder
                  + " holds "
                  + part
                  + "/ but no "
                  + FORMAT_FILE
                  + ", so its format is unknown; restore that file, or choose another folder with"
                  + " TIDEMARK_DATA_DIR");
        }
      }
      Files.writeString(file, FORMAT + "\n");
      return;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8).strip();
    int format = number(text);
    if (format > FORMAT) {
      throw new StartException(
          "the data folder "
              + folder
              + " has format "
              + format
              + ", and this version of Tidemark knows formats up to "
              + FORMAT
              + "; use the newer version it was written by");
    }
    if (format < 1) {
      throw new StartException(
          file + " holds \"" + text + "\"; expected the number of a format, 1 to " + FORMAT);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static void release(@Nullable FolderLock lock) {
    if (lock != null) {
      lock.close();
    }
  }
}
