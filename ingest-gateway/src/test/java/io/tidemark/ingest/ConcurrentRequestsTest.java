package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConcurrentRequestsTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void requestsWaitingForKafka_holdNoThread() throws Exception {
    try (GatewayUnderTest gateway = new GatewayUnderTest()) {
      gateway.kafka.mode(Mode.HOLD);
      // More than the server has threads.
      List<CompletableFuture<HttpResponse<String>>> answers = send(gateway, 400);
      await(() -> gateway.kafka.heldRequests() == 400);
      assertThat(gateway.get("/livez").status()).isEqualTo(200);
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      gateway.kafka.settleHeld();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
      }
      assertThat(gateway.counted("tidemark.ingest.accepted")).isEqualTo(400);
    }
  }

  @Test
  void close_withRequestsInFlight_answersThem() throws Exception {
    GatewayUnderTest gateway = new GatewayUnderTest();
    gateway.kafka.mode(Mode.HOLD);
    List<CompletableFuture<HttpResponse<String>>> answers = send(gateway, 20);
    await(() -> gateway.kafka.heldRequests() == 20);
    CompletableFuture<Void> closing = CompletableFuture.runAsync(gateway::stop);
    await(() -> refusesConnections(gateway));
    assertThat(gateway.kafka.isClosed()).isFalse();
    gateway.kafka.settleHeld();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
    closing.get(10, TimeUnit.SECONDS);
    assertThat(gateway.kafka.isClosed()).isTrue();
  }

  private List<CompletableFuture<HttpResponse<String>>> send(GatewayUnderTest gateway, int count) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(gateway.uri("/event"))
              .timeout(Duration.ofSeconds(40))
              .POST(HttpRequest.BodyPublishers.ofString("{\"path\":\"/" + i + "\"}"))
              .build();
      answers.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    return answers;
  }

  private static boolean refusesConnections(GatewayUnderTest gateway) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
