package io.tidemark.standalone.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * How far a replay came: everything before this place was answered for good.
 *
 * @param head fingerprint of the file's beginning, so that another file is not taken for it
 * @param offset where the next line begins, bytes of uncompressed text
 * @param lines lines before it
 * @param accepted events accepted so far
 * @param rejected events rejected so far
 * @param rejectedBytes length of the file of rejected lines at that time
 */
record Checkpoint(
    String head, long offset, long lines, long accepted, long rejected, long rejectedBytes) {
  private static final String VERSION = "1";
  private static final int HEAD_BYTES = 4096;

  /** The beginning of a file. */
  static Checkpoint start(String head) {
    return new Checkpoint(head, 0, 0, 0, 0, 0);
  }

  /** Fingerprint of the first 4 KiB; empty for a shorter file, which may still grow. */
  static String head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(HEAD_BYTES);
      if (bytes.length < HEAD_BYTES) {
        return "";
      }
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @return empty if there is none
   * @throws IOException also if the file is no checkpoint
   */
  static Optional<Checkpoint> load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var values = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      values.load(in);
      if (!VERSION.equals(values.getProperty("version"))) {
        throw new IOException(file + " is no progress file of this release; start with --restart");
      }
      return Optional.of(
          new Checkpoint(
              values.getProperty("head", ""),
              number(values, "offset"),
              number(values, "lines"),
              number(values, "accepted"),
              number(values, "rejected"),
              number(values, "rejected_bytes")));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not readable as a progress file; start with --restart", e);
    }
  }

  /** Writes it so that a reader finds the old one or the new one, never half of one. */
  void save(Path file) throws IOException {
    var values = new Properties();
    values.setProperty("version", VERSION);
    values.setProperty("head", head);
    values.setProperty("offset", Long.toString(offset));
    values.setProperty("lines", Long.toString(lines));
    values.setProperty("accepted", Long.toString(accepted));
    values.setProperty("rejected", Long.toString(rejected));
    values.setProperty("rejected_bytes", Long.toString(rejectedBytes));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(next)) {
      values.store(out, "How far ./tidemark replay came; deleted when it is through");
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long number(Properties values, String key) {
    long number = Long.parseLong(values.getProperty(key, ""));
    if (number < 0) {
      throw new IllegalArgumentException(key + " is negative");
    }
    return number;
  }
}
