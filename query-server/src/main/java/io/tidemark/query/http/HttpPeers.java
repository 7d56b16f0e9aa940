package io.tidemark.query.http;

import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.route.PeerUnavailableException;
import io.tidemark.query.route.PeerUnavailableException.Sign;
import io.tidemark.query.route.Peers;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.Replica;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers over HTTP. For any thread.
 *
 * <p>The number of calls under way is bounded, so that slow peers cannot take all of the server's
 * memory; what is beyond fails at once. Without a secret, only peers on this machine are asked.
 */
public final class HttpPeers implements Peers {
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(250);
  private static final int MAX_UNDER_WAY = 100;

  private final @Nullable PeerSeal seal;
  private final Duration timeout;
  private final QueryMetrics metrics;
  private final HttpClient client;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  /**
   * @param secret what this instance authenticates with; null: it asks only on this machine
   * @param timeout longest wait for an answer
   */
  public HttpPeers(@Nullable String secret, Duration timeout, QueryMetrics metrics, Clock clock) {
    this.seal = secret == null ? null : new PeerSeal(secret, clock);
    this.timeout = timeout;
    this.metrics = metrics;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT.compareTo(timeout) < 0 ? CONNECT_TIMEOUT : timeout)
            .build();
  }

  @Override
  public CompletableFuture<Partial> ask(Endpoint peer, int partition, Plan plan) {
    byte[] question = Wire.write(new Wire.Question(Wire.VERSION, partition, plan));
    return call(peer, PeerDoor.PATH, question, body -> Wire.answer(body).partial());
  }

  /** What state a peer has. Completes as {@link #ask} does. */
  CompletableFuture<List<Replica>> replicas(Endpoint peer) {
    return call(peer, PeerDoor.REPLICAS_PATH, new byte[0], body -> Wire.replicas(body).replicas());
  }

  private <T> CompletableFuture<T> call(
      Endpoint peer, String path, byte[] question, Function<byte[], T> read) {
    if (seal == null && !isHere(peer)) {
      return refused(
          "peer " + peer + " is on another machine, and TIDEMARK_CLUSTER_SECRET is not set");
    }
    if (!underWay.tryAcquire()) {
      return refused("too many calls to peers are under way");
    }
    String authorization = seal == null ? null : seal.ofQuestion(path, question);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(peer, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(question));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    long started = System.nanoTime();
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return sent.copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              sent.cancel(true); // of no effect on what is complete
              underWay.release();
              Duration took = Duration.ofNanos(System.nanoTime() - started);
              if (failure != null) {
                metrics.peerAsked("failed", took);
                throw new PeerUnavailableException(
                    Sign.SILENT, "peer " + peer + " did not answer", failure);
              }
              metrics.peerAsked(response.statusCode() == 200 ? "ok" : "unavailable", took);
              return read(response, peer, authorization, read);
            });
  }

  private <T> T read(
      HttpResponse<byte[]> response,
      Endpoint peer,
      @Nullable String authorization,
      Function<byte[], T> read) {
    if (response.statusCode() != 200) {
      throw new PeerUnavailableException(
          Sign.ANSWERED, "peer " + peer + " answered with status " + response.statusCode());
    }
    if (seal != null
        && authorization != null
        && !seal.isAnswer(
            response.headers().firstValue(PeerSeal.ANSWER_HEADER).orElse(""),
            authorization,
            response.body())) {
      throw new PeerUnavailableException(
          Sign.ANSWERED, "peer " + peer + " does not know the cluster's secret");
    }
    try {
      return read.apply(response.body());
    } catch (IllegalArgumentException e) {
      throw new PeerUnavailableException(
          Sign.ANSWERED, "peer " + peer + " answered in another form", e);
    }
  }

  private static <T> CompletableFuture<T> refused(String why) {
    return CompletableFuture.failedFuture(new PeerUnavailableException(Sign.NOT_ASKED, why));
  }

  private static boolean isHere(Endpoint peer) {
    try {
      return InetAddress.getByName(peer.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static URI uri(Endpoint peer, String path) {
    String host = peer.host().contains(":") ? "[" + peer.host() + "]" : peer.host();
    return URI.create("http://" + host + ":" + peer.port() + path);
  }
}
