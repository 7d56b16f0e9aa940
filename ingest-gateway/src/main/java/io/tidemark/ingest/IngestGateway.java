package io.tidemark.ingest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.accept.IngestMetrics;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.ingest.accept.SiteAdmission;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.http.HttpServer;
import io.tidemark.ingest.publish.KafkaPublisher;
import io.tidemark.ingest.publish.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The running gateway. */
public final class IngestGateway implements AutoCloseable {
  private final Publisher publisher;
  private final HttpServer server;
  private final Duration drainTimeout;

  private IngestGateway(Publisher publisher, HttpServer server, Duration drainTimeout) {
    this.publisher = publisher;
    this.server = server;
    this.drainTimeout = drainTimeout;
  }

  /**
   * Listens, and connects to Kafka in the background: until it is there, events are answered 503
   * and {@code /readyz} says why.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   * @throws IllegalArgumentException a Kafka client setting is not valid
   * @throws IllegalStateException the address to listen on is not free
   */
  public static IngestGateway start(
      GatewayConfig config,
      Map<String, Object> kafka,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    KafkaPublisher.Limits limits =
        new KafkaPublisher.Limits(config.bufferBytes(), config.ackTimeout(), config.lingerMs());
    Publisher publisher = KafkaPublisher.start(kafka, limits, metrics);
    return start(config, publisher, backlog, metrics, clock);
  }

  /** The same over any publisher, which is closed with the gateway. */
  static IngestGateway start(
      GatewayConfig config,
      Publisher publisher,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    IngestMetrics counts = new IngestMetrics(metrics);
    SiteAdmission sites = new SiteAdmission(config.sites(), config.maxSites());
    Enrichment enrichment = Enrichment.NONE;
    Intake intake = new Intake(config.defaultSite(), sites, enrichment, publisher, counts, clock);
    try {
      HttpServer server =
          HttpServer.start(config, new HttpServer.Parts(intake, publisher, backlog, metrics));
      return new IngestGateway(publisher, server, config.drainTimeout());
    } catch (RuntimeException e) {
      publisher.close(Duration.ZERO);
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** The routes it answers, as {@code GET /health}. */
  Set<String> routes() {
    return server.routes();
  }

  /** Whether events are taken: Kafka has been reached and answers. */
  public boolean isReady() {
    return publisher.notReady() == null;
  }

  /** Takes no new requests, answers those in flight, flushes the producer. */
  @Override
  public void close() {
    server.stop();
    publisher.close(drainTimeout);
  }
}
