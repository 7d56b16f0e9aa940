package io.tidemark.query.http;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.route.PeerUnavailableException;
import io.tidemark.query.route.Peers;
import io.tidemark.topology.view.Endpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers over HTTP, {@code POST} {@value PeerDoor#PATH}. For any thread.
 *
 * <p>The number of calls under way is bounded, so that slow peers cannot take all of the server's
 * threads; what is beyond fails at once.
 */
public final class HttpPeers implements Peers {
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final int MAX_UNDER_WAY = 100;

  private final @Nullable String secret;
  private final Duration timeout;
  private final QueryMetrics metrics;
  private final HttpClient client;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  /**
   * @param secret what this instance authenticates with; null: it may ask nobody
   * @param timeout longest wait for an answer
   */
  public HttpPeers(@Nullable String secret, Duration timeout, QueryMetrics metrics) {
    this.secret = secret;
    this.timeout = timeout;
    this.metrics = metrics;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
            .build();
  }

  @Override
  public Partial ask(Endpoint peer, int partition, Plan plan) {
    if (secret == null) {
      throw new PeerUnavailableException(
          "partition " + partition + " is on another instance, but no cluster secret is set");
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri(peer))
            .timeout(timeout)
            .header("Authorization", PeerDoor.SCHEME + secret)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    Wire.write(new Wire.Question(Wire.VERSION, partition, plan))))
            .build();
    if (!underWay.tryAcquire()) {
      throw new PeerUnavailableException("too many calls to peers are under way");
    }
    long started = System.nanoTime();
    String outcome = "failed";
    try {
      HttpResponse<byte[]> response = send(request, peer);
      outcome = response.statusCode() == 200 ? "ok" : "unavailable";
      return partial(response, peer);
    } finally {
      underWay.release();
      metrics.peerAsked(outcome, Duration.ofNanos(System.nanoTime() - started));
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request, Endpoint peer) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new PeerUnavailableException(
          "peer " + peer + " did not answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new PeerUnavailableException("peer " + peer + " cannot be asked", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new PeerUnavailableException("interrupted while asking peer " + peer, e);
    }
  }

  private static Partial partial(HttpResponse<byte[]> response, Endpoint peer) {
    if (response.statusCode() != 200) {
      throw new PeerUnavailableException(
          "peer " + peer + " answered with status " + response.statusCode());
    }
    try {
      return Wire.answer(response.body()).partial();
    } catch (IllegalArgumentException e) {
      throw new PeerUnavailableException("peer " + peer + " answered in another form", e);
    }
  }

  private static URI uri(Endpoint peer) {
    String host = peer.host().contains(":") ? "[" + peer.host() + "]" : peer.host();
    return URI.create("http://" + host + ":" + peer.port() + PeerDoor.PATH);
  }
}
