package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
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
import io.tidemark.query.dashboard.Dashboard;
import io.tidemark.query.live.LiveFigures;
import io.tidemark.query.parse.Query;
import io.tidemark.query.parse.QueryParser;
import io.tidemark.schemas.openapi.ContractFile;
import io.tidemark.topology.view.Statistics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening HTTP server with its routes. */
public final class HttpEdge implements AutoCloseable {
  private static final String ROUTE = "tidemark.route";
  private static final int MIN_THREADS = 8;

  /**
   * Javalin copies each answer through a new array of this size, and compresses what fills it by
   * 1,500 bytes at first.
   */
  private static final int COPY_BYTES = 2 * 1024;

  private final Javalin javalin;
  private final LiveDoor live;

  private HttpEdge(Javalin javalin, LiveDoor live) {
    this.javalin = javalin;
    this.live = live;
  }

  /**
   * Listens.
   *
   * @param parser query strings to queries
   * @param service queries to answers
   * @param cluster the other instances
   * @throws CannotListen if the address cannot be bound
   */
  public static HttpEdge start(
      HttpSettings settings,
      QueryParser parser,
      Function<Query, ObjectNode> service,
      ClusterParts cluster,
      Statistics statistics,
      PrometheusMeterRegistry registry,
      QueryMetrics metrics) {
    Errors errors = new Errors(metrics);
    Cors cors = new Cors(settings.corsOrigins());
    Probes probes = new Probes(statistics, registry, errors);
    LiveDoor live = new LiveDoor(parser, new LiveFigures(service), errors);
    metrics.liveClients(live::clients);
    DashboardDoor dashboard = new DashboardDoor(Dashboard.load(settings.gateway()));
    PeerDoor peers =
        new PeerDoor(settings.clusterSecret(), cluster.reader(), statistics, cluster.clock());
    ClusterDoor overview = new ClusterDoor(statistics, cluster);
    Javalin javalin =
        Javalin.create(
            config -> {
              server(config, settings, registry, metrics);
              config.requestLogger.http(
                  (ctx, ms) ->
                      metrics.answered(
                          route(ctx), ctx.statusCode(), Duration.ofNanos((long) (ms * 1_000_000))));
              RoutesConfig routes = config.routes;
              routes.before(cors::headers);
              errors.register(routes);
              Routes get = new Routes(routes, cors);
              QueryDoor door = new QueryDoor(parser, service);
              get.add("/stats", door.answeringInTurn(parser::stats));
              get.add("/stats/overview", door.answering(parser::overview));
              get.add("/stats/range", door.answeringInTurn(parser::range));
              get.add("/stats/breakdown", door.answeringInTurn(parser::breakdown));
              get.add("/stats/trending", door.answeringInTurn(parser::trending));
              get.add("/stats/realtime", door.answering(parser::realtime));
              get.add("/stats/quality", door.answering(parser::quality));
              get.add("/report", door.answering(parser::report));
              get.add("/sites", door.answeringInTurn(parser::sites));
              get.addStream(LiveDoor.PATH, live::handle);
              get.add("/", dashboard::page);
              get.add(DashboardDoor.FILES, dashboard::file);
              get.add("/cluster", overview::handle);
              get.add("/health", probes::health);
              get.add("/livez", probes::live);
              get.add("/readyz", probes::ready);
              get.add("/metrics", probes::metrics);
              Documents.of(ContractFile.QUERY)
                  .forEach((path, file) -> get.add(path, Documents.answering(file)));
              routes.post(PeerDoor.PATH, named(PeerDoor.PATH, peers.partial()));
              routes.post(PeerDoor.REPLICAS_PATH, named(PeerDoor.REPLICAS_PATH, peers.replicas()));
            });
    try {
      return new HttpEdge(javalin.start(), live);
    } catch (JavalinBindException e) {
      live.close();
      throw CannotListen.of("query server", settings.bind(), settings.port(), e);
    }
  }

  private static void server(
      JavalinConfig config, HttpSettings settings, MeterRegistry registry, QueryMetrics metrics) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = HttpLimits.BODY_BYTES;
    config.http.responseBufferSize = COPY_BYTES;
    QueuedThreadPool threads = new QueuedThreadPool(HttpLimits.THREADS, MIN_THREADS);
    threads.setName("tidemark-query");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          new JettyServerThreadPoolMetrics(server.getThreadPool(), List.of()).bindTo(registry);
          server.setHandler( // instead of Javalin's statistics, which nobody reads
              new GracefulHandler(new FrontDoor(metrics)));
          server.setErrorHandler(jettyErrors());
          server.setStopTimeout(settings.drainTimeout().toMillis());
        });
    config.jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(jettyErrors());
          context.setSessionHandler(new NoSessions());
        });
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setRequestHeaderSize(HttpLimits.HEADER_BYTES);
          http.setSendServerVersion(false);
          http.addCustomizer(SecurityHeaders.SAME_ORIGIN);
          // else the header cache answers "Bearer secreT" with the "Bearer secret" seen before
          http.setHeaderCacheCaseSensitive(true);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, settings, registry));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpSettings settings, MeterRegistry registry) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.addBean(new JettyConnectionMetrics(registry, connector));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    HttpLimits.OF_CONNECTIONS.hold(connector);
    return connector;
  }

  private static JettyErrors jettyErrors() {
    return new JettyErrors(
        SecurityHeaders.SAME_ORIGIN,
        Errors::ofStatus,
        new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));
  }

  /** Notes which route answers, for the metrics. */
  private static Handler named(String path, Handler handler) {
    return ctx -> {
      ctx.attribute(ROUTE, path);
      handler.handle(ctx);
    };
  }

  /** The route that answers a request; {@code other} if there is none. */
  static String route(Context ctx) {
    String route = ctx.attribute(ROUTE);
    return route == null ? "other" : route;
  }

  /** Routes read with GET or HEAD. */
  private record Routes(RoutesConfig routes, Cors cors) {
    void add(String path, Handler handler) {
      routes.get(path, named(path, handler));
      routes.head(path, named(path, handler));
      routes.options(path, named(path, cors::preflight));
    }

    /** One that does not end by itself, so that HEAD must not begin it. */
    void addStream(String path, Handler handler) {
      routes.get(path, named(path, handler));
      routes.options(path, named(path, cors::preflight));
    }
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /**
   * The routes it answers, as {@code GET /health}, but for the dashboard's own files; for holding
   * the OpenAPI document against.
   */
  public Set<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint)
        .filter(route -> route.method.isHttpMethod() && !route.path.equals(DashboardDoor.FILES))
        .map(route -> route.method.name() + " " + route.path)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Ends what is followed, takes no new requests, answers those in flight for as long as the drain
   * time-out allows.
   */
  @Override
  public void close() {
    live.close();
    javalin.stop();
    live.release();
  }
}
