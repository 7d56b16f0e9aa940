package io.tidemark.query.fuzz;

import io.tidemark.query.QueryService;
import io.tidemark.query.fixture.NaiveStatistics;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import io.tidemark.query.parse.BadQueryException;
import io.tidemark.query.parse.Query;
import io.tidemark.query.parse.QueryParser;
import io.tidemark.query.plan.Planner;
import io.tidemark.query.read.LocalReader;
import io.tidemark.query.route.Peers;
import io.tidemark.query.route.RouteObserver;
import io.tidemark.query.route.Router;
import io.tidemark.topology.view.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Query strings as a target: whatever the characters, a question is answered, or refused with a
 * {@link BadQueryException}. The first byte chooses the route.
 */
public final class QueryFuzz {
  private static final QueryParser PARSER = new QueryParser("shop");
  private static final List<Function<@Nullable String, Query>> ROUTES =
      List.of(
          PARSER::stats,
          PARSER::overview,
          PARSER::range,
          PARSER::breakdown,
          PARSER::trending,
          PARSER::realtime,
          PARSER::quality,
          PARSER::report,
          PARSER::sites,
          PARSER::live);
  private static final QueryService SERVICE = service();

  /** Jazzer's way in. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String raw = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
    try {
      Query query = ROUTES.get(Math.floorMod(input[0], ROUTES.size())).apply(raw);
      var unused = SERVICE.answer(query).toString();
    } catch (BadQueryException e) {
      if (e.code().isBlank() || e.text().isBlank()) {
        throw new IllegalStateException("refused without saying why", e);
      }
    }
  }

  private static QueryService service() {
    NaiveStatistics statistics = new NaiveStatistics(new Endpoint("self", 1));
    statistics.events =
        List.of(
            Seen.view("shop", "/", "u1", "2025-11-12T10:00:00Z").by("Firefox"),
            Seen.view("shop", "/pricing", "u2", "2025-11-11T23:00:00Z"));
    Peers nobody =
        (peer, partition, plan) -> {
          throw new IllegalStateException("there are no peers");
        };
    Router router =
        new Router(statistics, new LocalReader(statistics, count -> {}), nobody, new Unseen());
    return new QueryService(
        statistics,
        new Planner(statistics::retention, statistics.dimensions()),
        router,
        Clock.fixed(TestServer.NOW, ZoneOffset.UTC));
  }

  private static final class Unseen implements RouteObserver {
    @Override
    public void hedged() {}

    @Override
    public void readStandby() {}

    @Override
    public void breakerOpened() {}
  }

  private QueryFuzz() {}
}
