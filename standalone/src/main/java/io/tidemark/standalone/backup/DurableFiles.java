package io.tidemark.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files that are on the disk when they are written, and their checksums. */
final class DurableFiles {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Writes a file that does not exist. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, ByteBuffer.wrap(bytes));
      out.force(true);
    }
  }

  /**
   * Copies the beginning of a file.
   *
   * @param bytes how many
   * @return the checksum of what was read
   * @throws IOException also if the file is shorter
   */
  static String copy(Path from, long bytes, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    MessageDigest digest = sha256();
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long left = bytes;
      while (left > 0) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, left));
        int read = in.read(buffer);
        if (read < 0) {
          throw new IOException(from + " ends " + left + " bytes too early");
        }
        buffer.flip();
        digest.update(buffer.duplicate());
        writeAll(out, buffer);
        left -= read;
      }
      out.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The checksum of a file. */
  static String checksum(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Sees to it that the names in a folder are on the disk, where that can be said. */
  static void syncFolder(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private DurableFiles() {}
}
