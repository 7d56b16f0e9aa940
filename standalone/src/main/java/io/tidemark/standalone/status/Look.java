package io.tidemark.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at a system; rates are those since the look before. For one thread. */
final class Look {
  private static final int TOP = 5;

  private final List<URI> gateways;
  private final List<URI> queryServers;
  private final Path dataFolder;
  private final InstanceSource instances;
  private final Servers servers = new Servers();
  private final Clock clock;
  private final LongSupplier nanoTime;
  private @Nullable Counts before;

  /** Tells which query servers there are, if it can. */
  interface InstanceSource {
    @Nullable Instances get() throws InterruptedException;
  }

  /** Counters at a moment. */
  private record Counts(long nanos, OptionalDouble accepted, OptionalDouble counted) {}

  Look(
      List<URI> gateways,
      List<URI> queryServers,
      Path dataFolder,
      InstanceSource instances,
      Clock clock,
      LongSupplier nanoTime) {
    this.gateways = List.copyOf(gateways);
    this.queryServers = List.copyOf(queryServers);
    this.dataFolder = dataFolder;
    this.instances = instances;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Takes the counters, for the rates of the next {@link #take}. */
  void begin() throws InterruptedException {
    before = counts();
  }

  /** Looks. */
  Status take() throws InterruptedException {
    List<Status.Server> doors = look(gateways);
    List<Status.Server> readers = look(queryServers);
    Counts now = counts();
    Counts then = before == null ? now : before;
    double seconds = (now.nanos() - then.nanos()) / 1e9;
    before = now;
    JsonNode sites = first(readers, "/sites");
    Instant asOf = instant(sites.path("as_of").asText(""));
    return new Status(
        doors,
        readers,
        rate(then.accepted(), now.accepted(), seconds),
        rate(then.counted(), now.counted(), seconds),
        backlog(readers, doors),
        sites(sites),
        asOf,
        asOf == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                Math.max(0, Duration.between(asOf, clock.instant()).toMillis() / 1e3)),
        instances.get(),
        Disk.of(dataFolder));
  }

  private List<Status.Server> look(List<URI> bases) throws InterruptedException {
    List<Status.Server> seen = new ArrayList<>();
    for (URI base : bases) {
      seen.add(servers.look(base));
    }
    return seen;
  }

  private Counts counts() throws InterruptedException {
    OptionalDouble accepted = sum(gateways, "tidemark_ingest_accepted_total", "");
    OptionalDouble counted =
        sum(queryServers, "tidemark_topology_events_total", "result=\"counted\"");
    return new Counts(nanoTime.getAsLong(), accepted, counted);
  }

  private OptionalDouble sum(List<URI> bases, String name, String label)
      throws InterruptedException {
    OptionalDouble sum = OptionalDouble.empty();
    for (URI base : bases) {
      OptionalDouble one = servers.figures(base).sum(name, label);
      if (one.isPresent()) {
        sum = OptionalDouble.of(sum.orElse(0) + one.getAsDouble());
      }
    }
    return sum;
  }

  /** A restarted server's counter begins anew: no rate then. */
  private static OptionalDouble rate(OptionalDouble then, OptionalDouble now, double seconds) {
    if (then.isEmpty() || now.isEmpty() || seconds <= 0 || now.getAsDouble() < then.getAsDouble()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((now.getAsDouble() - then.getAsDouble()) / seconds);
  }

  /** Every server asks the brokers, so any one will do. */
  private OptionalLong backlog(List<Status.Server> readers, List<Status.Server> doors)
      throws InterruptedException {
    for (List<Status.Server> some : List.of(readers, doors)) {
      JsonNode length = first(some, "/health").path("queue").path("length");
      if (length.isIntegralNumber()) {
        return OptionalLong.of(length.asLong());
      }
    }
    return OptionalLong.empty();
  }

  /** What the first server that answers says. */
  private JsonNode first(List<Status.Server> of, String route) throws InterruptedException {
    for (Status.Server server : of) {
      if (server.up()) {
        JsonNode answer = servers.json(URI.create(server.url()), route);
        if (answer.isObject()) {
          return answer;
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static Status.@Nullable Sites sites(JsonNode answer) {
    if (!answer.path("sites").isArray()) {
      return null;
    }
    List<Status.Site> all = new ArrayList<>();
    for (JsonNode it : answer.path("sites")) {
      all.add(new Status.Site(it.path("site_id").asText(), it.path("views_today").asLong()));
    }
    List<Status.Site> top =
        all.stream()
            .sorted(Comparator.comparingLong(Status.Site::viewsToday).reversed())
            .limit(TOP)
            .toList();
    return new Status.Sites(all.size(), top);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
