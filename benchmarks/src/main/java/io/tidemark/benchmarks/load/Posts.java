package io.tidemark.benchmarks.load;

import io.tidemark.benchmarks.data.EventSource;
import io.tidemark.benchmarks.data.Workload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/** Events as requests: a fixed number of them in a ring, other ones each time round. */
final class Posts implements RequestSource {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int HEADER_BYTES = 200;

  private final Clock clock;
  private final LiveEvent[] ring;
  private final int batch;
  private int at;

  /** Starts anywhere, so that no other run makes the same ids. */
  private int round = new SplittableRandom().nextInt();

  private long nowMs = -1;
  private byte[] now = {};

  /**
   * Requests of so many events.
   *
   * @param batch 1: single events, else batches of so many
   */
  Posts(Workload workload, int batch, Clock clock) {
    this.clock = clock;
    this.batch = batch;
    long newestMs = clock.millis();
    EventSource source = new EventSource(workload, newestMs);
    ring = new LiveEvent[workload.events()];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = LiveEvent.next(source, newestMs);
    }
  }

  @Override
  public ByteBuffer next() {
    tick();
    int first = at;
    int length = 0;
    if (first + batch > ring.length) {
      first = 0;
      round++;
    }
    at = first + batch;
    for (int i = first; i < at; i++) {
      length += ring[i].length() + 1;
    }
    boolean one = batch == 1;
    int body = one ? length - 1 : length + 1;
    byte[] request = new byte[HEADER_BYTES + body];
    int end = header(request, one ? "/event" : "/events/batch", body);
    for (int i = first; i < at; i++) {
      if (!one) {
        request[end++] = (byte) (i == first ? '[' : ',');
      }
      end = ring[i].write(request, end, round, now);
    }
    if (!one) {
      request[end++] = ']';
    }
    return ByteBuffer.wrap(request, 0, end);
  }

  @Override
  public int expected() {
    return 202;
  }

  private static int header(byte[] request, String path, int body) {
    byte[] header =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(header, 0, request, 0, header.length);
    return header.length;
  }

  private void tick() {
    long ms = clock.millis();
    if (ms != nowMs) {
      nowMs = ms;
      now = MILLIS.format(clock.instant()).getBytes(StandardCharsets.US_ASCII);
    }
  }
}
