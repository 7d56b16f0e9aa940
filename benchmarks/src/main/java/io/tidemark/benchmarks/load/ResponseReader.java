package io.tidemark.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads HTTP/1.1 responses off one connection, one at a time: those with a {@code Content-Length}
 * and chunked ones.
 */
final class ResponseReader {
  private ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
  private int status;
  private int bodyFrom;

  /** Bytes of the body; -1: chunked; -2: the header is not complete yet. */
  private int bodyLength = -2;

  /**
   * Reads what there is.
   *
   * @return whether the response is complete
   */
  boolean read(ReadableByteChannel channel) throws IOException {
    if (!buffer.hasRemaining()) {
      buffer = ByteBuffer.allocate(buffer.capacity() * 2).put(buffer.flip());
    }
    if (channel.read(buffer) < 0) {
      throw new IOException("the server closed the connection");
    }
    if (bodyLength == -2) {
      readHeader();
    }
    return switch (bodyLength) {
      case -2 -> false;
      case -1 -> endsWithLastChunk();
      default -> buffer.position() >= bodyFrom + bodyLength;
    };
  }

  /** Of the complete response. */
  int status() {
    return status;
  }

  /** What there is of the body, chunk sizes included; for looking something up in it. */
  String body() {
    return new String(
        buffer.array(), bodyFrom, buffer.position() - bodyFrom, StandardCharsets.UTF_8);
  }

  /** Forgets the response: the next one follows. */
  void reset() {
    buffer.clear();
    bodyLength = -2;
  }

  private void readHeader() throws IOException {
    byte[] bytes = buffer.array();
    int end = buffer.position();
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        bodyFrom = i + 1;
        parse(new String(bytes, 0, i, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        return;
      }
    }
  }

  private void parse(String header) throws IOException {
    status = Integer.parseInt(header.substring(9, 12));
    int at = header.indexOf("\ncontent-length:");
    if (at >= 0) {
      int end = header.indexOf('\r', at);
      bodyLength = Integer.parseInt(header.substring(at + 16, end).strip());
    } else if (header.contains("\ntransfer-encoding: chunked")) {
      bodyLength = -1;
    } else {
      throw new IOException("a response that does not tell its length:\n" + header);
    }
  }

  private boolean endsWithLastChunk() {
    byte[] bytes = buffer.array();
    int end = buffer.position();
    return end - bodyFrom >= 5
        && bytes[end - 5] == '0'
        && bytes[end - 4] == '\r'
        && bytes[end - 3] == '\n'
        && bytes[end - 2] == '\r'
        && bytes[end - 1] == '\n'
        && (end - bodyFrom == 5 || bytes[end - 6] == '\n');
  }
}
