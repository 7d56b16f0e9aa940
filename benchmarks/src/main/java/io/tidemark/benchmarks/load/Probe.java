package io.tidemark.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends an event, and from its 202 on asks for its site's total until the event is in it; then the
 * next one.
 */
final class Probe {
  private static final long MOST_MICROS = 60_000_000L;
  private static final long BETWEEN_QUESTIONS_NS = 1_000_000;
  private static final long BETWEEN_EVENTS_NS = 5_000_000;

  private final Histogram micros = new Histogram(MOST_MICROS, 3);
  private final String site = "probe-" + UUID.randomUUID();
  private final byte[] question = Gets.request("/stats?site_id=" + site);
  private long sent;

  LoadResult run(int port, int queryPort, long warmUpMs, long durationMs) throws IOException {
    try (SocketChannel gateway = connect(port);
        SocketChannel query = connect(queryPort)) {
      long measureFromNs = System.nanoTime() + warmUpMs * 1_000_000;
      long endNs = measureFromNs + durationMs * 1_000_000;
      long nowNs;
      do {
        long tookNs = once(gateway, query);
        nowNs = System.nanoTime();
        if (nowNs >= measureFromNs) {
          micros.recordValue(Math.min(MOST_MICROS, tookNs / 1_000));
        }
        LockSupport.parkNanos(BETWEEN_EVENTS_NS);
      } while (nowNs < endNs);
      return LoadResult.of(micros, Map.of(), sent, endNs - measureFromNs);
    }
  }

  private long once(SocketChannel gateway, SocketChannel query) throws IOException {
    sent++;
    ResponseReader taken = exchange(gateway, event());
    long takenNs = System.nanoTime();
    if (taken.status() != 202) {
      throw new IOException("an event was answered " + taken.status() + ": " + taken.body());
    }
    String right = "\"total_events\":" + sent + ",";
    while (!exchange(query, question).body().contains(right)) {
      if (System.nanoTime() - takenNs > MOST_MICROS * 1_000) {
        throw new IOException("event " + sent + " is not in the answer after 60 s");
      }
      LockSupport.parkNanos(BETWEEN_QUESTIONS_NS);
    }
    return System.nanoTime() - takenNs;
  }

  private byte[] event() {
    String json =
        "{\"site_id\":\"%s\",\"path\":\"/%d\",\"event_id\":\"%d\"}"
            .formatted(site, sent % 50, sent);
    return ("POST /event HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(json.length(), json))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static ResponseReader exchange(SocketChannel channel, byte[] request) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    ResponseReader response = new ResponseReader();
    while (!response.read(channel)) {
      Thread.onSpinWait();
    }
    return response;
  }

  private static SocketChannel connect(int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }
}
