package io.tidemark.ingest;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.ingest.accept.IngestMetrics;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.ingest.accept.SiteAdmission;
import io.tidemark.ingest.enrich.Enricher;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.enrich.place.CountryFile;
import io.tidemark.ingest.http.HttpServer;
import io.tidemark.ingest.publish.KafkaPublisher;
import io.tidemark.ingest.publish.Publisher;
import io.tidemark.ingest.quality.RefusalLog;
import io.tidemark.ingest.quality.RefusalReports;
import io.tidemark.ingest.visitor.KafkaSaltStore;
import io.tidemark.ingest.visitor.SaltStore;
import io.tidemark.ingest.visitor.VisitorIds;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The running gateway. */
public final class IngestGateway implements AutoCloseable {
  private final Behind behind;
  private final HttpServer server;
  private final Duration drainTimeout;

  private IngestGateway(Behind behind, HttpServer server, Duration drainTimeout) {
    this.behind = behind;
    this.server = server;
    this.drainTimeout = drainTimeout;
  }

  /** What stands behind the HTTP server, and what is to be done once it has stopped. */
  private record Behind(
      SiteAdmission sites,
      Publisher publisher,
      Enrichment enrichment,
      RefusalLog refusals,
      Runnable afterwards) {

    void close(Duration timeout) {
      publisher.close(timeout);
      afterwards.run();
    }
  }

  /**
   * Listens, and connects to Kafka in the background: until it is there, events are answered 503
   * and {@code /readyz} says why.
   *
   * @param kafka client settings ({@code bootstrap.servers}, security)
   * @throws IllegalArgumentException a Kafka client setting or the country file is not valid
   * @throws java.io.UncheckedIOException the address to listen on is not free
   */
  public static IngestGateway start(
      GatewayConfig config,
      Map<String, Object> kafka,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    Countries countries =
        config.geoIpDb() == null ? Countries.NONE : CountryFile.open(config.geoIpDb());
    KafkaPublisher.Limits limits =
        new KafkaPublisher.Limits(config.bufferBytes(), config.ackTimeout(), config.lingerMs());
    Publisher publisher = KafkaPublisher.start(kafka, limits, metrics);
    SiteAdmission sites = new SiteAdmission(config.sites(), config.maxSites());
    RefusalReports refusals = RefusalReports.start(kafka, sites::wouldTake, config.maxSites());
    SaltStore salts = KafkaSaltStore.start(kafka, metrics, clock);
    Enrichment enrichment =
        new Enricher(UserAgents.load(), countries, new VisitorIds(salts, clock));
    Runnable afterwards =
        () -> {
          refusals.close();
          salts.close();
          countries.close();
        };
    return start(
        config,
        new Behind(sites, publisher, enrichment, refusals, afterwards),
        backlog,
        metrics,
        clock);
  }

  /** The same over any publisher, which is closed with the gateway, and any enrichment. */
  public static IngestGateway start(
      GatewayConfig config,
      Publisher publisher,
      Enrichment enrichment,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    SiteAdmission sites = new SiteAdmission(config.sites(), config.maxSites());
    return start(
        config,
        new Behind(sites, publisher, enrichment, RefusalLog.NONE, () -> {}),
        backlog,
        metrics,
        clock);
  }

  private static IngestGateway start(
      GatewayConfig config,
      Behind behind,
      Backlog backlog,
      PrometheusMeterRegistry metrics,
      Clock clock) {
    Intake intake =
        new Intake(
            config.defaultSite(),
            behind.sites(),
            behind.enrichment(),
            behind.publisher(),
            behind.refusals(),
            new IngestMetrics(metrics),
            clock);
    try {
      HttpServer server =
          HttpServer.start(
              config,
              new HttpServer.Parts(
                  intake, behind.publisher(), behind.enrichment(), backlog, metrics));
      return new IngestGateway(behind, server, config.drainTimeout());
    } catch (RuntimeException e) {
      behind.close(Duration.ZERO);
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
    return behind.publisher().notReady() == null && behind.enrichment().notReady() == null;
  }

  /** Takes no new requests, answers those in flight, flushes the producer and the reports. */
  @Override
  public void close() {
    server.stop();
    behind.close(drainTimeout);
  }
}
