package io.tidemark.ingest.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jetty.JettyConnectionMetrics;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.http.CannotListen;
import io.tidemark.http.Documents;
import io.tidemark.http.JettyErrors;
import io.tidemark.http.NoSessions;
import io.tidemark.http.SecurityHeaders;
import io.tidemark.ingest.Backlog;
import io.tidemark.ingest.GatewayConfig;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.ingest.enrich.Enrichment;
import io.tidemark.ingest.publish.ByteBudget;
import io.tidemark.ingest.publish.Publisher;
import io.tidemark.ingest.visitor.ClientAddress;
import io.tidemark.schemas.openapi.ContractFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway's HTTP server. */
public final class HttpServer {
  private static final int MIN_THREADS = 8;

  /** What is read from a connection at once: a batch in a few steps. */
  private static final int READ_BYTES = 32 * 1024;

  /** Javalin copies each answer through a new array of this size; answers are small. */
  private static final int COPY_BYTES = 512;

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /** What the routes lead to. */
  public record Parts(
      Intake intake,
      Publisher publisher,
      Enrichment enrichment,
      Backlog backlog,
      PrometheusMeterRegistry registry) {}

  /**
   * Listens.
   *
   * @throws CannotListen the address is not free or not this machine's
   */
  public static HttpServer start(GatewayConfig settings, Parts parts) {
    Javalin javalin = Javalin.create(config -> configure(config, settings, parts));
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw CannotListen.of("gateway", settings.bind(), settings.port(), e);
    }
    return new HttpServer(javalin);
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** The routes it answers, as {@code GET /health}; for holding the OpenAPI document against. */
  public Set<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint)
        .filter(route -> route.method.isHttpMethod())
        .map(route -> route.method.name() + " " + route.path)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Takes no new requests, waits for those in flight at most the drain time-out, and stops. */
  public void stop() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, GatewayConfig settings, Parts parts) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.http.responseBufferSize = COPY_BYTES;
    QueuedThreadPool threads = new QueuedThreadPool(HttpLimits.THREADS, MIN_THREADS);
    threads.setName("tidemark-ingest");
    config.jetty.threadPool = threads;
    Bodies bodies = new Bodies(new ByteBudget(settings.bufferBytes()));
    List<Door> doors =
        Doors.withTracker(
            settings.maxBodyBytes(), settings.maxBatchBodyBytes(), settings.tracker().endpoint());
    FrontDoor front = new FrontDoor(parts.intake(), bodies, doors);
    config.jetty.modifyServer(
        server -> prepare(server, front, settings.drainTimeout(), parts.registry()));
    config.jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(errors());
          context.setSessionHandler(new NoSessions());
        });
    config.jetty.addConnector(
        (server, http) -> connector(server, http, settings, parts.registry()));
    RequestTimes times = new RequestTimes(parts.registry());
    config.requestLogger.http(times::record);
    Errors.register(config);
    Senders senders = new Senders(new ClientAddress(settings.trustedProxies()));
    new IngestRoutes(parts.intake(), bodies, senders, doors).register(config.routes);
    new ProbeRoutes(parts.publisher(), parts.enrichment(), parts.backlog(), parts.registry())
        .register(config.routes);
    Documents.of(ContractFile.GATEWAY)
        .forEach((path, file) -> config.routes.get(path, Documents.answering(file)));
    new TrackerRoutes(settings.tracker()).register(config.routes);
  }

  private static void prepare(
      Server server, FrontDoor front, Duration drainTimeout, MeterRegistry registry) {
    new JettyServerThreadPoolMetrics(server.getThreadPool(), List.of()).bindTo(registry);
    server.setStopTimeout(drainTimeout.toMillis());
    server.setErrorHandler(errors());
    server.setHandler(
        new GracefulHandler(front)); // instead of Javalin's statistics, which nobody reads
  }

  private static Connector connector(
      Server server, HttpConfiguration http, GatewayConfig settings, MeterRegistry registry) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HttpLimits.HEADER_BYTES);
    http.addCustomizer(SecurityHeaders.CROSS_ORIGIN);
    HttpConnectionFactory connections = new HttpConnectionFactory(http);
    connections.setInputBufferSize(READ_BYTES);
    ServerConnector connector = new ServerConnector(server, connections);
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setAcceptQueueSize(HttpLimits.ACCEPT_QUEUE);
    HttpLimits.OF_CONNECTIONS.hold(connector);
    connector.addBean(new JettyConnectionMetrics(registry, connector));
    return connector;
  }

  private static JettyErrors errors() {
    return new JettyErrors(SecurityHeaders.CROSS_ORIGIN, Errors::ofStatus);
  }
}
