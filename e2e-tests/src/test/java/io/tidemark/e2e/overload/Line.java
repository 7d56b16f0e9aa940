package io.tidemark.e2e.overload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One connection that speaks HTTP/1.1 as badly as it is told to. Not thread-safe. */
final class Line implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECT_MS = 10_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  /** What came back. */
  record Answer(int status, String retryAfter, boolean closes, String text) {
    /** The code of an error; empty: it is none. */
    String code() {
      try {
        JsonNode error = JSON.readTree(text).path("error");
        return error.path("code").asText();
      } catch (IOException e) {
        return "";
      }
    }
  }

  /**
   * Connects.
   *
   * @param patience longest wait for an answer
   */
  Line(String address, Duration patience) throws IOException {
    this(address, patience, 0);
  }

  /**
   * @param receiveBytes how much the system takes for whoever does not read; 0: as it likes
   */
  Line(String address, Duration patience, int receiveBytes) throws IOException {
    URI uri = URI.create(address);
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MS);
    socket.setSoTimeout((int) patience.toMillis());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  Answer get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return answer();
  }

  Answer post(String path, byte[] body) throws IOException {
    byte[] head = ascii(head(path, body.length));
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    send(all);
    return answer();
  }

  /** The head of a request with a body of JSON. */
  static String head(String path, long bytes) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + bytes
        + "\r\n\r\n";
  }

  void send(String text) throws IOException {
    send(ascii(text));
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Reads the next answer. */
  Answer answer() throws IOException {
    String first = line();
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    int length = 0;
    String retryAfter = "";
    boolean closes = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).strip();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "retry-after" -> retryAfter = value;
        case "connection" -> closes = value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("an answer of " + length + " bytes ended after " + body.length);
    }
    return new Answer(status, retryAfter, closes, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is all that was wanted
    }
  }
}
