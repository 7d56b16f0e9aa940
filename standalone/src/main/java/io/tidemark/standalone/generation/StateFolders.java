package io.tidemark.standalone.generation;

import io.tidemark.standalone.data.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of the generations' stores, beside each other in the folder of the state. */
public final class StateFolders {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolders.class);

  /** Deletes those of the generations before the one that serves. */
  public static void deleteOlder(Path state, Generation serving) {
    if (!Files.isDirectory(state)) {
      return;
    }
    try (Stream<Path> folders = Files.list(state)) {
      for (Path folder : folders.toList()) {
        OptionalInt number = Generation.numberOf(serving.name(), folder.getFileName().toString());
        if (number.isPresent() && number.getAsInt() < serving.number()) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", state, e.getMessage());
    }
  }

  /** Deletes that of a generation. */
  public static void delete(Path state, Generation generation) {
    delete(state.resolve(generation.applicationId()));
  }

  private static void delete(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", folder, e.getMessage());
    }
  }

  private StateFolders() {}
}
