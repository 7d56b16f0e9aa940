package io.tidemark.standalone.backup;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that has its name only when it is whole: it is filled under another name beside, and
 * nothing is left of it if that does not come to its end.
 */
final class NewFolder implements AutoCloseable {
  private final Path target;
  private final Path part;
  private boolean complete;

  private NewFolder(Path target, Path part) {
    this.target = target;
    this.part = part;
  }

  /**
   * Begins one.
   *
   * @param target must not exist, or be empty
   * @param what what is called so, for the message
   */
  static NewFolder at(Path target, String what) throws StartException {
    Path path = target.toAbsolutePath().normalize();
    Path part = path.resolveSibling(path.getFileName() + ".part");
    if (Files.exists(path) && !isEmptyFolder(path)) {
      throw new StartException(
          what + " " + path + " is not empty; expected a folder that is empty or does not exist");
    }
    if (Files.exists(part)) {
      throw new StartException(
          part + " was left behind by a run that did not end; remove it and try again");
    }
    try {
      Files.createDirectories(part);
    } catch (IOException e) {
      throw new StartException("the folder " + part + " cannot be made: " + e.getMessage(), e);
    }
    return new NewFolder(path, part);
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is filled. */
  Path part() {
    return part;
  }

  /** Gives it its name. */
  void complete() throws IOException {
    try (Stream<Path> folders = Files.walk(part)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        DurableFiles.syncFolder(folder);
      }
    }
    Files.deleteIfExists(target);
    Files.move(part, target);
    complete = true;
    DurableFiles.syncFolder(Objects.requireNonNull(target.toAbsolutePath().getParent()));
  }

  /** Empties it, to begin again. */
  void clear() throws IOException {
    Trees.delete(part);
    Files.createDirectories(part);
  }

  @Override
  public void close() throws IOException {
    if (!complete) {
      Trees.delete(part);
    }
  }
}
