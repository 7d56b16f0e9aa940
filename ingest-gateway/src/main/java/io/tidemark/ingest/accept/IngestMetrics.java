package io.tidemark.ingest.accept;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.schemas.event.RefusalCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the events that came in.
 *
 * <p><b>Invariant:</b> with no request under way, received = accepted + Σ refused(reason). A body
 * that cannot be read as events counts as one event. Thread-safe.
 */
public final class IngestMetrics {
  private final Counter received;
  private final Counter accepted;
  private final Map<RefusalCode, Counter> refused = new EnumMap<>(RefusalCode.class);
  private final Counter internal;

  public IngestMetrics(MeterRegistry registry) {
    received =
        Counter.builder("tidemark.ingest.received")
            .description("Events that came in")
            .register(registry);
    accepted =
        Counter.builder("tidemark.ingest.accepted")
            .description("Events that Kafka has acknowledged")
            .register(registry);
    for (RefusalCode code : RefusalCode.values()) {
      refused.put(code, refusedCounter(registry, code.code()));
    }
    internal = refusedCounter(registry, "internal");
  }

  private static Counter refusedCounter(MeterRegistry registry, String reason) {
    return Counter.builder("tidemark.ingest.refused")
        .description("Events that were refused, by reason")
        .tag("reason", reason)
        .register(registry);
  }

  /** Events came in; each must be told as accepted or refused later. */
  void received(int events) {
    received.increment(events);
  }

  void accepted(int events) {
    accepted.increment(events);
  }

  void refused(RefusalCode why, int events) {
    Objects.requireNonNull(refused.get(why)).increment(events);
  }

  /** Events were lost to a fault of our own; their request is answered 500. */
  void failed(int events) {
    internal.increment(events);
  }
}
