package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** received = accepted + Σ refused, whatever comes in and however Kafka behaves. */
class IngestMetricsPropertyTest {
  private static @Nullable GatewayUnderTest gateway;
  private static @Nullable ExecutorService senders;

  @BeforeContainer
  static void start() {
    gateway = new GatewayUnderTest();
    senders = Executors.newFixedThreadPool(4);
  }

  @AfterContainer
  static void stop() {
    gateway.close();
    senders.shutdownNow();
  }

  record Sent(String path, String contentType, String body, Mode mode, int events) {}

  @Property(tries = 60)
  void counters_afterAnyMix_balance(@ForAll("mixes") List<Sent> mix) {
    double before = gateway.counted("tidemark.ingest.received");
    int acknowledgedBefore = gateway.kafka.acknowledged().size();
    double acceptedBefore = gateway.counted("tidemark.ingest.accepted");
    CompletableFuture<?>[] all =
        mix.stream()
            .map(sent -> CompletableFuture.runAsync(() -> send(sent), senders))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
    double received = gateway.counted("tidemark.ingest.received");
    double accepted = gateway.counted("tidemark.ingest.accepted");
    assertThat(received - before).isEqualTo(mix.stream().mapToInt(Sent::events).sum());
    assertThat(received).isEqualTo(accepted + gateway.counted("tidemark.ingest.refused"));
    assertThat(accepted - acceptedBefore)
        .isEqualTo(gateway.kafka.acknowledged().size() - acknowledgedBefore);
  }

  private static void send(Sent sent) {
    gateway.kafka.mode(sent.mode());
    gateway.post(sent.path(), sent.contentType(), sent.body().getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<List<Sent>> mixes() {
    Arbitrary<String> event =
        Arbitraries.of(
            "{\"path\":\"/\"}",
            "{\"path\":\"/a\",\"event_id\":\"x\"}",
            "{}",
            "7",
            "{\"path\":\"/\",\"count\":0}",
            "{\"event_type\":\"x\"}",
            "{\"path\":3}");
    Arbitrary<Mode> mode =
        Arbitraries.of(Mode.ACKNOWLEDGE, Mode.HALF, Mode.FAIL, Mode.AWAY, Mode.FULL, Mode.THROW);
    Arbitrary<String> type = Arbitraries.of("application/json", "text/plain");
    Arbitrary<Sent> single =
        Combinators.combine(event, mode, type).as((e, m, t) -> new Sent("/event", t, e, m, 1));
    Arbitrary<Sent> batch =
        Combinators.combine(event.list().ofMinSize(1).ofMaxSize(8), mode, type)
            .as(
                (events, m, t) ->
                    new Sent(
                        "/events/batch",
                        t,
                        "[" + String.join(",", events) + "]",
                        m,
                        events.size()));
    Arbitrary<Sent> dialects =
        Combinators.combine(
                Arbitraries.of(
                    new Sent("/api/event", "", "{\"n\":\"x\",\"u\":\"https://a/\"}", Mode.HALF, 1),
                    new Sent(
                        "/api/event",
                        "",
                        "{\"n\":\"x\",\"u\":\"/\",\"d\":\"a,b,c\"}",
                        Mode.HALF,
                        3),
                    new Sent("/api/event", "", "{\"n\":\"x\",\"u\":\"/\"}", Mode.HALF, 1),
                    new Sent("/api/send", "", "{\"type\":\"event\"}", Mode.HALF, 1),
                    new Sent("/api/batch", "", "[]", Mode.HALF, 0),
                    new Sent(
                        "/api/batch",
                        "",
                        "[1,{\"type\":\"event\",\"payload\":{\"url\":\"/\"}}]",
                        Mode.HALF,
                        2),
                    new Sent("/page-views/single", "", "{\"page\":\"a.b/c\"}", Mode.HALF, 1),
                    new Sent(
                        "/page-views/multi", "", "{\"a.b/c\":{\"1\":1,\"2\":0}}", Mode.HALF, 2),
                    new Sent("/page-views/multi", "", "{\"a\":7}", Mode.HALF, 1)),
                mode,
                type)
            .as((sent, m, t) -> new Sent(sent.path(), t, sent.body(), m, sent.events()));
    Arbitrary<Sent> unreadable =
        Combinators.combine(
                Arbitraries.of("/event", "/events", "/events/batch", "/api/event", "/api/send"),
                Arbitraries.of("", "{", "[", "[]", "[1", "{\"events\":", "x", "[{}]x"),
                mode)
            .as((path, body, m) -> new Sent(path, "application/json", body, m, 1));
    Arbitrary<Sent> wrongType =
        event.map(e -> new Sent("/event", "image/png", e, Mode.ACKNOWLEDGE, 1));
    return Arbitraries.oneOf(single, batch, dialects, unreadable, wrongType).list().ofMaxSize(12);
  }
}
