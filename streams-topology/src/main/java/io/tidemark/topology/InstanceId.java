package io.tidemark.topology;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name under which the instance of a state folder is a member of the consumer group. It
 * outlives the process: started again after a crash, it takes its own place at once instead of
 * waiting until the group has given up on the dead one.
 */
final class InstanceId {
  private static final String FILE = "instance.id";

  private InstanceId() {}

  /** The folder's id; made at its first use. */
  static String of(Path stateDir) {
    Path file = stateDir.resolve(FILE);
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return create(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String create(Path file) {
    String id = UUID.randomUUID().toString();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, id + "\n");
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
