package io.tidemark.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is in a broker's folder. */
final class Folders {

  /** Copies a folder to another that is not there yet, while it is written to. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** The files that have the bytes somewhere. */
  static List<Path> filesWith(Path folder, byte[] wanted) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (contains(read(file), wanted)) {
          found.add(file);
        }
      }
    } catch (UncheckedIOException e) {
      return filesWith(folder, wanted); // a file went away meanwhile
    }
    return found;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int start = 0; start <= bytes.length - wanted.length; start++) {
      int same = 0;
      while (same < wanted.length && bytes[start + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private Folders() {}
}
