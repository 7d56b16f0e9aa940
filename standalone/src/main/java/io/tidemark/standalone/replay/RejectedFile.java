package io.tidemark.standalone.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.standalone.replay.BatchResult.Rejection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lines that were not taken, each as one JSON object: {@code line} (number), {@code code},
 * {@code message}, {@code field} if it is about one, {@code text}. Made when the first one comes.
 * Not thread-safe.
 */
final class RejectedFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private @Nullable FileChannel channel;
  private long length;

  /**
   * A file of rejected lines.
   *
   * @param keepBytes what was written before the checkpoint; anything behind it is dropped
   */
  RejectedFile(Path path, long keepBytes) {
    this.path = path;
    this.length = keepBytes;
  }

  /** Adds a line. */
  void add(Line line, Rejection why) throws IOException {
    ObjectNode row = JSON.createObjectNode();
    row.put("line", line.number());
    row.put("code", why.code());
    row.put("message", why.message());
    if (why.field() != null) {
      row.put("field", why.field());
    }
    row.put("text", new String(line.bytes(), StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap((row + "\n").getBytes(StandardCharsets.UTF_8));
    FileChannel out = open();
    while (bytes.hasRemaining()) {
      length += out.write(bytes);
    }
  }

  /** Bytes written, the kept ones included. */
  long length() {
    return length;
  }

  private FileChannel open() throws IOException {
    FileChannel out = channel;
    if (out == null) {
      out = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      length = Math.min(length, out.size());
      out.truncate(length).position(length);
      channel = out;
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
