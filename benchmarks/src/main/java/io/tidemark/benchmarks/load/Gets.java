package io.tidemark.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The same questions in turn. */
final class Gets implements RequestSource {
  private final byte[][] requests;
  private int next;

  Gets(List<String> targets) {
    this.requests = targets.stream().map(Gets::request).toArray(byte[][]::new);
  }

  static byte[] request(String target) {
    return ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public ByteBuffer next() {
    byte[] request = requests[next];
    next = (next + 1) % requests.length;
    return ByteBuffer.wrap(request);
  }

  @Override
  public int expected() {
    return 200;
  }

  @Override
  public boolean mayBeRefused() {
    return true;
  }
}
