package io.tidemark.e2e.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.e2e.Await;
import io.tidemark.e2e.TidemarkProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a process with a small heap can take. What must hold does not depend on how busy the
 * machine is: probes are answered, refusals say when to come back, memory has a bound, and what was
 * accepted is counted. Times are printed. {@code -Doverload.seconds=60} does each for that long.
 */
@Tag("alone")
class OverloadIT {
  private static final String JAVA_OPTIONS = "-Xmx256m -XX:MaxDirectMemorySize=96m";
  private static final int SECONDS = Integer.getInteger("overload.seconds", 2);
  private static final Duration COUNTED = Duration.ofSeconds(60);
  private static final int BATCH = 1000;
  private static final long MOST_RESIDENT_MIB = 900;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static TidemarkProcess tidemark;
  private static String gateway;
  private static String query;

  @BeforeAll
  static void start() throws Exception {
    tidemark =
        new TidemarkProcess("up", folder)
            .with("TIDEMARK_JAVA_OPTS", JAVA_OPTIONS)
            .with("TIDEMARK_BUFFER_BYTES", "8MiB");
    tidemark.start();
    gateway = tidemark.ingest("");
    query = tidemark.query("");
  }

  @AfterAll
  static void stop() {
    tidemark.close();
  }

  @Test
  void gateway_tenTimesTooMuchAndClientsInTheWay_shedsAndCountsWhatItTook() throws Exception {
    Flood flood;
    Probe health = new Probe(gateway, "/health", 200, 503); // 503: Kafka is slow, too
    Footprint footprint;
    try (Crowd crowd = new Crowd()) {
      flood = new Flood(crowd, gateway, "flood", 500);
      Nuisances nuisances = new Nuisances(crowd);
      nuisances.idle(gateway, 1000);
      nuisances.slowBodies(gateway, "/event", 300);
      nuisances.slowHeads(gateway, 200);
      nuisances.endless(gateway, "/event", 4);
      nuisances.deaf(gateway, "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", 400, 100);
      nuisances.deaf(gateway, post("deaf"), 20_000, 4);
      crowd.add(1, health);
      crowd.add(200, flood);
      TimeUnit.SECONDS.sleep(SECONDS);
      Await.until(COUNTED, () -> flood.accepted() > 0 && flood.refused() > 0, tidemark::logTail);
      Await.until(COUNTED, () -> health.asked() > 3, tidemark::logTail);
      footprint = Footprint.of(tidemark.pid(), gateway);
    }
    Duration recovery = awaitAccepted();

    System.out.printf(
        "overload: %d events accepted, %d refused (slowest refusal %d ms), %d unclear;"
            + " back after %d ms; %s; %s%n",
        flood.accepted(),
        flood.refused(),
        flood.slowestRefusal().toMillis(),
        flood.unclear(),
        recovery.toMillis(),
        footprint,
        health);
    assertThat(flood.wrong()).isEmpty();
    assertThat(health.wrong()).isEmpty();
    assertThat(footprint.resident()).isLessThan(MOST_RESIDENT_MIB);
    awaitEvents("flood", flood.accepted());
    assertThat(events("flood")).isBetween(flood.accepted(), flood.accepted() + flood.unclear());
  }

  @Test
  void gateway_whileTheBrokerIsStopped_refusesAndIsBackAfterwards(@TempDir Path alone)
      throws Exception {
    try (TidemarkProcess process =
        new TidemarkProcess("gateway", alone)
            .with("TIDEMARK_KAFKA_BOOTSTRAP", tidemark.bootstrap())
            .with("TIDEMARK_JAVA_OPTS", "-Xmx128m -XX:MaxDirectMemorySize=96m")
            .start()) {
      String server = process.ingest("");
      Probe health = new Probe(server, "/health", 200, 503);
      Flood flood;
      Footprint footprint;
      long back;
      try (Crowd crowd = new Crowd()) {
        flood = new Flood(crowd, server, "stopped", 50);
        crowd.add(50, flood);
        crowd.add(1, health);
        Await.until(COUNTED, () -> flood.accepted() > 0, process::logTail);

        signal("STOP");
        try {
          Await.until(COUNTED, () -> isRefusedAtOnce(server), process::logTail);
          TimeUnit.SECONDS.sleep(SECONDS);
          assertThat(isRefusedAtOnce(server)).isTrue();
          footprint = Footprint.of(process.pid(), server);
        } finally {
          signal("CONT");
        }
        long resumed = System.nanoTime();
        long before = flood.accepted();
        Await.until(COUNTED, () -> flood.accepted() > before + 1000, process::logTail);
        back = (System.nanoTime() - resumed) / 1_000_000;
      }

      System.out.printf(
          "stopped broker: %d events accepted, %d unclear, back after %d ms; %s; %s%n",
          flood.accepted(), flood.unclear(), back, footprint, health);
      assertThat(flood.wrong()).isEmpty();
      assertThat(health.wrong()).isEmpty();
      awaitEvents("stopped", flood.accepted());
      assertThat(events("stopped")).isBetween(flood.accepted(), flood.accepted() + flood.unclear());
    }
  }

  /** Whether an event is answered 503 without a wait for Kafka. */
  private static boolean isRefusedAtOnce(String server) throws IOException {
    byte[] event = "{\"site_id\":\"none\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8);
    try (Line line = new Line(server, Duration.ofSeconds(20))) {
      Line.Answer answer = line.post("/event", event);
      return answer.status() == 503 && answer.retryAfter().equals("1");
    }
  }

  private static void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(tidemark.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  private static String post(String site) {
    String body = "{\"site_id\":\"" + site + "\",\"path\":\"/\"}";
    return Line.head("/event", body.length()) + body;
  }

  /** How long it takes until an event is taken again. */
  private static Duration awaitAccepted() throws InterruptedException {
    long start = System.nanoTime();
    byte[] event = "{\"site_id\":\"after\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8);
    Await.until(
        COUNTED,
        () -> {
          try (Line line = new Line(gateway, Duration.ofSeconds(20))) {
            return line.post("/event", event).status() == 202;
          }
        },
        tidemark::logTail);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void queries_ofAYearFrom200Clients_areAnsweredOrRefusedAtOnce() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate first = today.minusDays(365);
    fill("year", first, today, 50);
    String year = "/stats/range?site_id=year&start_date=" + first + "&end_date=" + today;
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    Probe health = new Probe(query, "/health", 200, 503);
    Probe shortQuestion = new Probe(query, "/stats?site_id=year", 200, 503);
    Footprint footprint;
    try (Crowd crowd = new Crowd()) {
      new Nuisances(crowd).idle(query, 300);
      new Nuisances(crowd).slowHeads(query, 100);
      new Nuisances(crowd).slowBodies(query, "/internal/partial", 250);
      new Nuisances(crowd).deaf(query, "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n", 400, 100);
      crowd.add(1, health);
      crowd.add(1, shortQuestion);
      crowd.add(
          200,
          () -> {
            try (Line line = new Line(query, COUNTED)) {
              while (!crowd.hasEnded()) {
                Line.Answer answer = line.get(year);
                if (answer.status() == 200) {
                  answered.incrementAndGet();
                } else if (answer.status() == 503 && !answer.retryAfter().isEmpty()) {
                  refused.incrementAndGet();
                } else {
                  wrong.add(answer.toString());
                }
              }
            }
          });
      TimeUnit.SECONDS.sleep(SECONDS);
      Await.until(COUNTED, () -> answered.get() > 0 && refused.get() > 0, tidemark::logTail);
      Await.until(COUNTED, () -> health.asked() > 3, tidemark::logTail);
      footprint = Footprint.of(tidemark.pid(), query);
    }

    System.out.printf(
        "questions of a year: %d answered, %d refused; %s; %s; %s%n",
        answered.get(), refused.get(), footprint, health, shortQuestion);
    assertThat(wrong).isEmpty();
    assertThat(health.wrong()).isEmpty();
    assertThat(shortQuestion.wrong()).isEmpty();
    assertThat(footprint.resident()).isLessThan(MOST_RESIDENT_MIB);
  }

  /** Puts so many paths on each day. */
  private static void fill(String site, LocalDate first, LocalDate last, int paths)
      throws Exception {
    List<String> events = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      for (int path = 0; path < paths; path++) {
        events.add(
            "{\"site_id\":\"%s\",\"path\":\"/%d\",\"user_id\":\"%d\",\"timestamp\":\"%sT00:00:00Z\"}"
                .formatted(site, (path + day.getDayOfYear()) % 500, path, day));
      }
    }
    try (Line line = new Line(gateway, COUNTED)) {
      for (int from = 0; from < events.size(); from += BATCH) {
        List<String> batch = events.subList(from, Math.min(events.size(), from + BATCH));
        byte[] body = ("[" + String.join(",", batch) + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(line.post("/events/batch", body).status()).isEqualTo(202);
      }
    }
    awaitEvents(site, events.size());
  }

  private static void awaitEvents(String site, long events) throws InterruptedException {
    Await.until(
        COUNTED,
        () -> events(site) >= events,
        () -> site + " has less than " + events + " events. " + tidemark.logTail());
  }

  private static long events(String site) throws IOException {
    try (Line line = new Line(query, Duration.ofSeconds(20))) {
      JsonNode answer = JSON.readTree(line.get("/stats?site_id=" + site).text());
      return answer.path("total_events").asLong(-1);
    }
  }
}
