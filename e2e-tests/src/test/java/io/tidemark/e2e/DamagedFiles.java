package io.tidemark.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Damages the files of stores as a broken disk, or a hand that slipped, would. */
public final class DamagedFiles {

  /** The databases' files below a folder whose names contain a text. */
  public static List<Path> of(Path folder, String named) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found =
          files
              .filter(file -> Files.isRegularFile(file))
              .filter(file -> file.toString().contains("rocksdb"))
              .filter(file -> file.getFileName().toString().contains(named))
              .toList();
      if (found.isEmpty()) {
        throw new IOException("no file *" + named + "* below " + folder);
      }
      return found;
    }
  }

  /** Half of each file is gone. */
  public static void cut(List<Path> files) throws IOException {
    for (Path path : files) {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.truncate(file.size() / 2);
      }
    }
  }

  /** A byte in the middle of each file has other bits. */
  public static void flip(List<Path> files) throws IOException {
    for (Path path : files) {
      try (FileChannel file =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        ByteBuffer one = ByteBuffer.allocate(1);
        long at = file.size() / 2;
        file.read(one, at);
        file.write(ByteBuffer.wrap(new byte[] {(byte) ~one.get(0)}), at);
      }
    }
  }

  /** Each file has its length, and zeros. */
  public static void empty(List<Path> files) throws IOException {
    for (Path path : files) {
      Files.write(path, new byte[(int) Files.size(path)]);
    }
  }

  /** No file is there. */
  public static void delete(List<Path> files) throws IOException {
    for (Path path : files) {
      Files.delete(path);
    }
  }

  private DamagedFiles() {}
}
