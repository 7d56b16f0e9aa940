package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways and two query servers behind the proxy of the containers, restarted one after the
 * other while requests come all along: none fails, and each event is counted once.
 */
@Tag("long")
class RollingRestartIT {
  private static final String SITE = "rolling";
  private static final String JAVA_OPTIONS =
      "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CICompilerCount=1";
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void rollingRestart_underLoad_failsNoRequest(@TempDir Path folder) throws Exception {
    int gatewayPort = TidemarkProcess.freePort();
    int queryPort = TidemarkProcess.freePort();
    List<Server> servers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      servers.add(new Server("gateway", folder, i, gatewayPort));
    }
    for (int i = 1; i <= 2; i++) {
      servers.add(new Server("query", folder, i, queryPort));
    }
    List<String> addresses = List.of("127.0.0.1", "127.0.0.2");
    try (NameServer names = new NameServer(Map.of("gateway", addresses, "query", addresses));
        Nginx nginx =
            Nginx.start(
                Files.createDirectory(folder.resolve("nginx")),
                text -> configuration(text, names, gatewayPort, queryPort))) {
      for (Server server : servers) {
        server.process.launch();
      }
      for (Server server : servers) {
        server.awaitReady();
      }
      List<Thread> load = load(nginx);
      awaitMore(sent, 50);
      awaitMore(asked, 50);

      for (Server server : servers) {
        server.restart();
        awaitMore(sent, 20);
        awaitMore(asked, 20);
      }

      end.countDown();
      for (Thread thread : load) {
        thread.join();
      }
      System.out.printf("rolling restart: %d events, %d questions%n", sent.get(), asked.get());
      assertThat(failures).isEmpty();
      for (Server server : servers.subList(2, 4)) {
        Await.until(
            Duration.ofSeconds(30),
            () -> server.events() >= sent.get(),
            () -> server + " is behind");
        assertThat(server.events()).isEqualTo(sent.get());
      }
    } finally {
      end.countDown();
      for (Server server : servers) {
        server.process.close();
      }
    }
  }

  private static String configuration(String text, NameServer names, int gateway, int query) {
    return text.replace("resolver 127.0.0.11 ", "resolver " + names.address() + " ")
        .replace("gateway:3001;", "gateway:" + gateway + ";")
        .replace("query:3002;", "query:" + query + ";");
  }

  private List<Thread> load(Nginx nginx) {
    List<Thread> threads = new ArrayList<>();
    String event = "{\"site_id\":\"" + SITE + "\",\"path\":\"/\"}";
    for (int i = 0; i < 2; i++) {
      threads.add(new Thread(() -> repeat(() -> Http.post(nginx.url("/event"), event), 202, sent)));
      threads.add(
          new Thread(
              () -> repeat(() -> Http.get(nginx.url("/stats?site_id=" + SITE)), 200, asked)));
    }
    threads.forEach(Thread::start);
    return threads;
  }

  /** A request. */
  @FunctionalInterface
  private interface Ask {
    Http.Answer ask() throws IOException, InterruptedException;
  }

  private void repeat(Ask request, int expected, AtomicInteger good) {
    try {
      while (!end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Http.Answer answer = request.ask();
          if (answer.status() == expected) {
            good.incrementAndGet();
          } else {
            failures.add(answer.status() + " " + answer.text());
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitMore(AtomicInteger count, int more) throws InterruptedException {
    int before = count.get();
    Await.until(
        Duration.ofSeconds(60), () -> count.get() >= before + more, () -> "no more requests");
  }

  /** A gateway or a query server with an address of its own, all of a kind at the same port. */
  private static final class Server {
    private final String name;
    private final String url;
    private final TidemarkProcess process;

    Server(String role, Path folder, int number, int port) throws Exception {
      String host = "127.0.0." + number;
      this.name = role + "-" + number;
      this.url = "http://" + host + ":" + port;
      String key = role.equals("gateway") ? "TIDEMARK_INGEST_" : "TIDEMARK_QUERY_";
      this.process =
          new TidemarkProcess(role, Files.createDirectory(folder.resolve(name)))
              .with("TIDEMARK_KAFKA_BOOTSTRAP", Shared.instance().bootstrap())
              .with("TIDEMARK_APPLICATION_ID", SITE)
              .with("TIDEMARK_JAVA_OPTS", JAVA_OPTIONS)
              .with("TIDEMARK_STREAM_THREADS", "1")
              .with(key + "BIND", host)
              .with(key + "PORT", Integer.toString(port));
    }

    void awaitReady() throws InterruptedException {
      Await.until(
          TidemarkProcess.READY,
          () -> Http.get(url + "/readyz").status() == 200,
          () -> name + " is not ready: " + process.logTail());
    }

    void restart() throws Exception {
      long start = System.nanoTime();
      assertThat(process.terminate()).as(name).isZero();
      long stopped = System.nanoTime();
      process.launch();
      awaitReady();
      System.out.printf(
          "%s stopped in %.1f s, ready again after %.1f s%n",
          name, (stopped - start) / 1e9, (System.nanoTime() - stopped) / 1e9);
    }

    long events() throws IOException, InterruptedException {
      return Http.get(url + "/stats?site_id=" + SITE).json().path("total_events").asLong(-1);
    }

    @Override
    public String toString() {
      return name + ": " + process.logTail();
    }
  }
}
