package io.tidemark.e2e.overload;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that send batches as fast as they are answered, and never the same event again, so that
 * what is counted can be held against what was answered.
 */
final class Flood implements Crowd.Deed {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Crowd crowd;
  private final String gateway;
  private final int events;
  private final byte[] body;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unclear = new AtomicLong();
  private final AtomicLong slowestRefusalNanos = new AtomicLong();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /**
   * To a site of one gateway.
   *
   * @param events in each batch
   */
  Flood(Crowd crowd, String gateway, String site, int events) {
    this.crowd = crowd;
    this.gateway = gateway;
    this.events = events;
    String event = "{\"site_id\":\"" + site + "\",\"path\":\"/\",\"user_id\":\"u\"}";
    String all = "[" + (event + ",").repeat(events - 1) + event + "]";
    this.body = all.getBytes(StandardCharsets.UTF_8);
  }

  /** One client: as many batches as it can send on one connection. */
  @Override
  public void run() throws IOException {
    try (Line line = new Line(gateway, PATIENCE)) {
      boolean open = true;
      while (open && !crowd.hasEnded()) {
        open = send(line);
      }
    }
  }

  private boolean send(Line line) throws IOException {
    unclear.addAndGet(events);
    long start = System.nanoTime();
    Line.Answer answer = line.post("/events/batch", body);
    long took = System.nanoTime() - start;
    if (answer.status() == 202) {
      unclear.addAndGet(-events);
      accepted.addAndGet(JSON.readTree(answer.text()).path("accepted").asLong());
    } else if (answer.status() == 503 && !answer.retryAfter().isEmpty()) {
      if (answer.code().equals("overloaded")) {
        unclear.addAndGet(-events);
        refused.addAndGet(events);
        slowestRefusalNanos.accumulateAndGet(took, Math::max);
      }
    } else {
      wrong.add(answer.toString());
    }
    return !answer.closes();
  }

  /** Events that got a 202. */
  long accepted() {
    return accepted.get();
  }

  /** Events that were refused before they were sent to Kafka. */
  long refused() {
    return refused.get();
  }

  /** Events of which nobody can tell: sent to Kafka and not acknowledged in time, or unanswered. */
  long unclear() {
    return unclear.get();
  }

  Duration slowestRefusal() {
    return Duration.ofNanos(slowestRefusalNanos.get());
  }

  /** Answers that should not be, such as a 503 without {@code Retry-After}. */
  Queue<String> wrong() {
    return wrong;
  }
}
