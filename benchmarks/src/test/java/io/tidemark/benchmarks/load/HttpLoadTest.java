package io.tidemark.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tidemark.benchmarks.data.Workload;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load on a server of the JDK. */
class HttpLoadTest {
  private static final int STATUS_OF_EVENTS = 202;

  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile int stallAtRequest = -1;
  private volatile int responseLength = 0;
  private volatile int statusOfGets = 200;
  private volatile int statusOfPosts = STATUS_OF_EVENTS;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          if (requests.incrementAndGet() == stallAtRequest) {
            stall();
          }
          byte[] answer = "x".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
          boolean get = exchange.getRequestMethod().equals("GET");
          exchange.sendResponseHeaders(get ? statusOfGets : statusOfPosts, responseLength);
          if (responseLength == 0) {
            exchange.getResponseBody().write(answer);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void stall() {
    try {
      assertThat(never.await(400, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private LoadResult run(RequestSource source, double perSecond, int connections) throws Exception {
    return new HttpLoad(source, perSecond).run(server.getAddress().getPort(), connections, 0, 800);
  }

  @Test
  void openLoop_serverKeepsUp_sendsAtItsRate() throws Exception {
    LoadResult result = run(new Gets(List.of("/a", "/b")), 100, 4);

    assertThat(result.requests()).isBetween(79L, 81L);
    assertThat(result.failed()).isZero();
  }

  @Test
  void openLoop_serverStalls_requestsThatWaitedAreLateToo() throws Exception {
    stallAtRequest = 20;
    responseLength = -1;

    LoadResult result = run(new Gets(List.of("/")), 100, 1);

    assertThat(result.requests()).isBetween(79L, 81L);
    assertThat(result.p90Ms()).isGreaterThan(200);
  }

  @Test
  void openLoop_serverHasTooMuchToDo_countsAsUnanswered() throws Exception {
    statusOfGets = 503;

    LoadResult result = run(new Gets(List.of("/")), 100, 4);

    assertThat(result.failures()).containsOnlyKeys(LoadResult.UNANSWERED);
    assertThat(result.perSecond()).isZero();
    assertThat(result.maxMs()).isGreaterThan(700);
  }

  @Test
  void openLoop_refusedEvents_doNotStand() throws Exception {
    statusOfPosts = 503;
    Posts posts = new Posts(new Workload(1, 50, 3, 1.0, 10, 10, 0), 1, Clock.systemUTC());

    LoadResult result = run(posts, 100, 2);

    assertThat(result.failures()).containsOnlyKeys(503);
    assertThatThrownBy(() -> result.checked("x")).hasMessageContaining("503=");
  }

  @Test
  void closedLoop_serverHasTooMuchToDo_doesNotStand() throws Exception {
    statusOfGets = 503;

    LoadResult result = run(new Gets(List.of("/")), 0, 2);

    assertThatThrownBy(() -> result.checked("x")).hasMessageContaining("503=");
  }

  @Test
  void closedLoop_unexpectedStatus_doesNotStand() throws Exception {
    RequestSource expectsOther =
        new RequestSource() {
          private final Gets gets = new Gets(List.of("/"));

          @Override
          public ByteBuffer next() {
            return gets.next();
          }

          @Override
          public int expected() {
            return 204;
          }
        };

    LoadResult result = run(expectsOther, 0, 2);

    assertThat(result.failures()).containsOnlyKeys(200);
    assertThatThrownBy(() -> result.checked("x")).hasMessageContaining("stream x");
  }

  @Test
  void posts_ringTwiceRound_areValidEventsWithIdsOfTheirOwn() throws Exception {
    int ring = 50;
    Posts posts = new Posts(new Workload(1, ring, 3, 1.0, 10, 10, 0), 1, Clock.systemUTC());
    LoadResult result = run(posts, 200, 2);

    Set<String> ids = ConcurrentHashMap.newKeySet();
    EventReader reader = new EventReader();
    EventDefaults defaults = new EventDefaults(null, Clock.systemUTC().millis());
    for (String body : bodies) {
      Decoded decoded = reader.read(body.getBytes(StandardCharsets.UTF_8), defaults);
      assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
      ids.add(((Decoded.Accepted) decoded).event().eventId());
    }
    assertThat(result.requests()).isGreaterThan(2L * ring);
    assertThat(ids).hasSizeGreaterThan(bodies.size() * 9 / 10);
  }
}
