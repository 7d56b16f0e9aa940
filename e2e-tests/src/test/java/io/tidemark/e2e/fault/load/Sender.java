package io.tidemark.e2e.fault.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.e2e.fault.cluster.RoleNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Clients that lose nothing: each sends an event, with the same {@code event_id}, to one gateway
 * after the other until it gets a 202 or a final refusal. What was taken is now and then sent
 * again, and must not count twice.
 */
public final class Sender implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long RETRY_MS = 100;
  private static final int THREADS = 4;
  private static final int BATCH = 10;
  private static final int REMEMBERED = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final List<RoleNode> gateways;
  private final Truth truth;
  private final Duration requestEvery;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong copies = new AtomicLong();
  private volatile boolean isFinishing;

  private Sender(List<RoleNode> gateways, Truth truth, Duration requestEvery) {
    this.gateways = gateways;
    this.truth = truth;
    this.requestEvery = requestEvery;
  }

  /**
   * Begins to send; half of the clients send one event at a time, half send batches.
   *
   * @param requestEvery how long each client waits between two requests
   */
  public static Sender start(
      List<RoleNode> gateways, Truth truth, long seed, Duration requestEvery) {
    Sender sender = new Sender(gateways, truth, requestEvery);
    Instant now = Instant.now();
    for (int number = 0; number < THREADS; number++) {
      EventSource source = new EventSource(seed + number, number + "-", now);
      Client run = sender.new Client(number, source, new Random(seed - number - 1));
      Thread thread = new Thread(run, "sender-" + number);
      thread.setDaemon(true);
      sender.threads.add(thread);
      thread.start();
    }
    return sender;
  }

  /** Attempts after the first. */
  public long retries() {
    return retries.get();
  }

  /** Events sent again on purpose. */
  public long copies() {
    return copies.get();
  }

  /** Sends no more events, and returns once each one sent has its final answer. */
  public void finish() throws InterruptedException {
    isFinishing = true;
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        throw new AssertionError(
            thread.getName() + " has no final answer for an event after " + PATIENCE);
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /** One client. */
  private final class Client implements Runnable {
    private final int number;
    private final EventSource source;
    private final Random random;
    private final List<SentEvent> taken = new ArrayList<>();
    private int gateway;

    Client(int number, EventSource source, Random random) {
      this.number = number;
      this.source = source;
      this.random = random;
    }

    @Override
    public void run() {
      try {
        while (!isFinishing) {
          boolean isBatch = number % 2 == 1;
          List<SentEvent> events = new ArrayList<>();
          for (int i = 0; i < (isBatch ? BATCH : 1); i++) {
            events.add(source.next());
          }
          events.forEach(truth::sent);
          send(events, isBatch);
          if (!taken.isEmpty() && random.nextInt(10) == 0) {
            sendCopy(taken.get(random.nextInt(taken.size())));
          }
          TimeUnit.MILLISECONDS.sleep(requestEvery.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void send(List<SentEvent> events, boolean isBatch) throws InterruptedException {
      HttpResponse<String> answer = untilFinal(body(events, isBatch), isBatch);
      Set<Integer> refused = refused(answer, events.size());
      for (int i = 0; i < events.size(); i++) {
        if (refused.contains(i)) {
          truth.refused(events.get(i), answer.body());
        } else {
          truth.acknowledged(events.get(i));
          remember(events.get(i));
        }
      }
    }

    /** Sends what was taken before once more. */
    private void sendCopy(SentEvent event) throws InterruptedException {
      copies.incrementAndGet();
      HttpResponse<String> answer = untilFinal(body(List.of(event), false), false);
      if (answer.statusCode() != 202) {
        truth.wrong("refused a copy of what it had taken: " + answer.body());
      }
    }

    private void remember(SentEvent event) {
      if (taken.size() < REMEMBERED) {
        taken.add(event);
      } else {
        taken.set(random.nextInt(REMEMBERED), event);
      }
    }

    private HttpResponse<String> untilFinal(String body, boolean isBatch)
        throws InterruptedException {
      while (true) {
        RoleNode target = gateways.get(gateway++ % gateways.size());
        URI uri = URI.create(target.ingest(isBatch ? "/events/batch" : "/event"));
        try {
          HttpResponse<String> answer =
              client.send(
                  HttpRequest.newBuilder(uri)
                      .timeout(REQUEST_TIMEOUT)
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
          int status = answer.statusCode();
          if (status == 202 || status >= 400 && status < 500 && status != 429) {
            return answer;
          }
          if (status != 429 && status != 503) {
            truth.wrong(target.name() + " answered with status " + status + ": " + answer.body());
          }
        } catch (IOException e) {
          // not known whether it was taken: again, with the same event_id
        }
        retries.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(RETRY_MS);
      }
    }
  }

  private static String body(List<SentEvent> events, boolean isBatch) {
    return isBatch
        ? events.stream().map(SentEvent::json).collect(Collectors.joining(",", "[", "]"))
        : events.get(0).json();
  }

  /** Which events of a request were refused. */
  private Set<Integer> refused(HttpResponse<String> answer, int events) {
    Set<Integer> refused = new HashSet<>();
    if (answer.statusCode() != 202) {
      for (int i = 0; i < events; i++) {
        refused.add(i);
      }
      return refused;
    }
    try {
      JsonNode json = JSON.readTree(answer.body());
      json.path("rejected").forEach(row -> refused.add(row.path("index").asInt(-1)));
    } catch (IOException e) {
      truth.wrong("an answer that is no JSON: " + answer.body());
    }
    return refused;
  }
}
