package io.tidemark.query.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.tidemark.query.route.GuardedPeers;
import io.tidemark.topology.view.Endpoint;
import io.tidemark.topology.view.GroupView;
import io.tidemark.topology.view.GroupView.Member;
import io.tidemark.topology.view.Replica;
import io.tidemark.topology.view.Statistics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /cluster}: who holds what, as this instance knows it, and how far each copy is, as the
 * others say themselves. Peers are asked at most once a {@link #KEPT}, whoever asks here.
 */
final class ClusterDoor {
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final long ASKED_FOR_MS = 500;

  private final Statistics statistics;
  private final HttpPeers peers;
  private final GuardedPeers guarded;
  private final Clock clock;
  private byte[] answer = new byte[0];
  private Instant madeAt = Instant.EPOCH;

  ClusterDoor(Statistics statistics, ClusterParts cluster) {
    this.statistics = statistics;
    this.peers = cluster.peers();
    this.guarded = cluster.guarded();
    this.clock = cluster.clock();
  }

  void handle(Context ctx) {
    ctx.contentType("application/json").header("Cache-Control", "no-store").result(answer());
  }

  private synchronized byte[] answer() {
    Instant now = clock.instant();
    if (madeAt.plus(KEPT).isBefore(now) || answer.length == 0) {
      answer = describe(now).toString().getBytes(StandardCharsets.UTF_8);
      madeAt = now;
    }
    return answer;
  }

  private ObjectNode describe(Instant now) {
    GroupView group = statistics.group();
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("instance", name(statistics.self()));
    all.put("as_of", text(statistics.asOf()));
    if (group.at().equals(Instant.EPOCH)) {
      all.putNull("view_age_ms");
    } else {
      all.put("view_age_ms", Math.max(0, Duration.between(group.at(), now).toMillis()));
    }
    Map<Member, CompletableFuture<List<Replica>>> asked = new LinkedHashMap<>();
    group.members().stream()
        .sorted(Comparator.comparing(member -> name(member.endpoint())))
        .forEach(member -> asked.put(member, replicas(member.endpoint())));
    ArrayNode instances = all.putArray("instances");
    asked.forEach((member, replicas) -> instance(instances.addObject(), member, replicas));
    ArrayNode partitions = all.putArray("partitions");
    for (int partition = 0; partition < statistics.partitions(); partition++) {
      partition(partitions.addObject(), partition, group.members());
    }
    return all;
  }

  private CompletableFuture<List<Replica>> replicas(Endpoint member) {
    return member.equals(statistics.self())
        ? CompletableFuture.completedFuture(statistics.replicas())
        : peers.replicas(member).orTimeout(ASKED_FOR_MS, TimeUnit.MILLISECONDS);
  }

  private void instance(ObjectNode node, Member member, CompletableFuture<List<Replica>> asked) {
    List<Replica> replicas = orNull(asked);
    node.put("instance", name(member.endpoint()));
    node.put("reachable", replicas != null);
    node.put("breaker", guarded.state(member.endpoint()));
    member.active().forEach(node.putArray("active")::add);
    member.standby().forEach(node.putArray("standby")::add);
    ArrayNode states = node.putArray("replicas");
    for (Replica replica : replicas == null ? List.<Replica>of() : replicas) {
      states
          .addObject()
          .put("partition", replica.partition())
          .put("role", replica.active() ? "active" : "standby")
          .put("lag_rows", replica.lag())
          .put("as_of", text(replica.asOf()));
    }
  }

  private void partition(ObjectNode node, int partition, List<Member> members) {
    node.put("partition", partition);
    node.put(
        "active",
        members.stream()
            .filter(member -> member.active().contains(partition))
            .map(member -> name(member.endpoint()))
            .findFirst()
            .orElse(null));
    ArrayNode standbys = node.putArray("standbys");
    members.stream()
        .filter(member -> member.standby().contains(partition))
        .forEach(member -> standbys.add(name(member.endpoint())));
    OptionalLong backlog = statistics.backlog(partition);
    node.put("backlog_events", backlog.isPresent() ? backlog.getAsLong() : null);
  }

  private static @Nullable List<Replica> orNull(CompletableFuture<List<Replica>> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      return null; // it says so: not reachable
    }
  }

  private static @Nullable String text(Instant asOf) {
    return asOf.equals(Instant.EPOCH) ? null : asOf.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String name(Endpoint endpoint) {
    String host = endpoint.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.port();
  }
}
