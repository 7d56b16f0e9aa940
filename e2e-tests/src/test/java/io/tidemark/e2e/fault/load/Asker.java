package io.tidemark.e2e.fault.load;

import io.tidemark.e2e.fault.cluster.Cluster;
import io.tidemark.e2e.fault.cluster.RoleNode;
import io.tidemark.e2e.fault.cluster.Sites;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks query servers all the while, the struck ones too, whose answers must be true as well, if any
 * come.
 */
public final class Asker implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int THREADS = 4;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final Cluster cluster;
  private final Queue<Asked> all = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isDone;

  private Asker(Cluster cluster) {
    this.cluster = cluster;
  }

  /** An asker that only answers {@link #ask}. */
  public static Asker of(Cluster cluster) {
    return new Asker(cluster);
  }

  /** Begins to ask. */
  public static Asker start(Cluster cluster, long seed, int questionsPerSecond) {
    Asker asker = new Asker(cluster);
    long pauseMs = 1000L * (THREADS + 1) / questionsPerSecond;
    for (int number = 0; number < THREADS; number++) {
      Random random = new Random(seed + 100 + number);
      asker.run("asker-" + number, () -> asker.survivor(random), random, pauseMs);
    }
    Random random = new Random(seed + 200);
    asker.run("asker-of-the-struck", () -> asker.struck(random), random, pauseMs);
    return asker;
  }

  private void run(String name, Choice choice, Random random, long pauseMs) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!isDone) {
                  RoleNode server = choice.next();
                  if (server != null) {
                    all.add(ask(server, question(random)));
                  }
                  TimeUnit.MILLISECONDS.sleep(pauseMs);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Whom to ask next; null: nobody. */
  @FunctionalInterface
  private interface Choice {
    @Nullable RoleNode next();
  }

  private @Nullable RoleNode survivor(Random random) {
    return oneOf(cluster.queryServers().stream().filter(it -> !cluster.isStruck(it)), random);
  }

  private @Nullable RoleNode struck(Random random) {
    return oneOf(cluster.queryServers().stream().filter(cluster::isStruck), random);
  }

  private static @Nullable RoleNode oneOf(
      java.util.stream.Stream<RoleNode> servers, Random random) {
    List<RoleNode> some = servers.toList();
    return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
  }

  private static Question question(Random random) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    int daysAgo = random.nextInt(EventSource.DAYS + 2) - 2;
    return new Question(
        Sites.ALL.get(random.nextInt(Sites.ALL.size())),
        daysAgo < 0 ? null : today.minusDays(daysAgo));
  }

  /** Asks one server one question. */
  public Asked ask(RoleNode server, Question question) throws InterruptedException {
    boolean isSurvivor = !cluster.isStruck(server);
    boolean isServerDown = cluster.isQueryServerDown();
    long start = System.nanoTime();
    int status = 0;
    Statistics statistics = null;
    String refusal = null;
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(server.query(question.path())))
                  .timeout(TIMEOUT)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      status = answer.statusCode();
      if (status == 200) {
        statistics = Statistics.read(answer.body());
      } else {
        refusal = answer.body();
      }
    } catch (IOException e) {
      // no answer
    }
    return new Asked(
        server.name(),
        question,
        isSurvivor && !cluster.isStruck(server),
        isServerDown || cluster.isQueryServerDown(),
        System.nanoTime() - start,
        status,
        statistics,
        refusal,
        System.currentTimeMillis());
  }

  /** What was asked so far. */
  public Queue<Asked> all() {
    return all;
  }

  /** Asks no more. */
  public void finish() throws InterruptedException {
    isDone = true;
    for (Thread thread : threads) {
      thread.join(2 * TIMEOUT.toMillis());
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
