package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.schemas.topic.HomePartition;
import io.tidemark.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site gets more parts under load, on two query servers and two gateways, while a producer goes
 * on that never hears of it: each event counts once, and every answer holds what was acknowledged
 * before its {@code as_of}.
 */
@Tag("long")
class HotSiteIT {
  private static final String SITE = "hot";
  private static final int BATCH = 50;
  private static final int USERS = 200;
  private static final int PATHS = 30;
  private static final int PARTITIONS = 4;
  private static final int ENOUGH = 30;

  /** Batches that may be sent for each question that was answered, so that the books stay small. */
  private static final int PACE = 2;

  private static final int AHEAD = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
  private final Semaphore pace = new Semaphore(AHEAD);

  /** Events that were sent, and those of them that were acknowledged, with the instant of that. */
  private static final class Truth {
    private final Map<String, String> pathById = new TreeMap<>();
    private final Set<String> users = new HashSet<>();
    private final Map<Instant, Integer> acknowledged = new ConcurrentSkipListMap<>();
    private final AtomicLong records = new AtomicLong();
    private final List<List<String>> batches = new ArrayList<>();
    private final Set<Integer> acknowledgedBatches = new HashSet<>();
    private int nextId;

    synchronized List<String> fresh(Random random) {
      List<String> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        String id = "e" + nextId++;
        String path = "/" + (int) (PATHS * Math.pow(random.nextDouble(), 2));
        int user = random.nextInt(USERS + 20);
        pathById.put(id, path);
        if (user < USERS) {
          users.add("u" + user);
        }
        batch.add(
            "{\"site_id\":\"%s\",\"path\":\"%s\",%s\"event_id\":\"%s\"}"
                .formatted(SITE, path, user < USERS ? "\"user_id\":\"u" + user + "\"," : "", id));
      }
      batches.add(batch);
      return batch;
    }

    /** One that was sent before, by whomever. */
    synchronized List<String> again(Random random) {
      return batches.isEmpty() ? fresh(random) : batches.get(random.nextInt(batches.size()));
    }

    synchronized void acknowledged(List<String> batch) {
      records.addAndGet(batch.size());
      int number = batches.indexOf(batch);
      if (acknowledgedBatches.add(number)) {
        acknowledged.merge(Instant.now(), batch.size(), Integer::sum);
      }
    }

    synchronized long events() {
      return pathById.size();
    }

    /** At least so many were acknowledged before an instant. */
    long acknowledgedBefore(Instant instant) {
      return acknowledged.entrySet().stream()
          .filter(ack -> ack.getKey().isBefore(instant))
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    /** All paths as the answer names them. */
    synchronized List<String> tops() {
      return pathById.values().stream()
          .collect(Collectors.groupingBy(path -> path, Collectors.counting()))
          .entrySet()
          .stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(path -> path.getKey() + "=" + path.getValue())
          .toList();
    }
  }

  @Test
  void site_getsMorePartsUnderLoad_countsEverythingOnce(@TempDir Path folder) throws Exception {
    System.out.println("HotSiteIT seed=" + seed);
    Truth truth = new Truth();
    try (var up = new TidemarkProcess("up", Files.createDirectory(folder.resolve("up"))).start();
        var gateway = role("gateway", folder, up).start();
        var query = role("query", folder, up).start()) {
      load(truth, up, gateway, query);

      for (TidemarkProcess asked : List.of(up, query)) {
        assertEverythingCountsOnce(asked, truth);
      }
      assertTool(up, 2, "expected 4 or more", "hot-site", SITE, "3");
      assertTool(up, 2, "expected 1 to 4", "hot-site", SITE, "5");
      assertTool(up, 0, SITE + "  4 parts since ", "hot-site");
      assertTool(up, 0, "were removed", "delete", SITE, "--yes");
      assertThat(Stats.of(query, SITE).events()).isZero();
      post(gateway, truth.fresh(new Random(seed)));
      assertThat(Stats.await(query, SITE, BATCH).events()).isEqualTo(BATCH);
    }
  }

  private void load(Truth truth, TidemarkProcess up, TidemarkProcess gateway, TidemarkProcess query)
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicLong sent = new AtomicLong();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", up.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> tasks = new ArrayList<>();
      for (TidemarkProcess door : List.of(up, gateway)) {
        Random random = new Random(seed + tasks.size());
        tasks.add(threads.submit(() -> sendOn(truth, door, random, sent)));
      }
      Random random = new Random(seed + 10);
      tasks.add(threads.submit(() -> produceOn(truth, producer, random, sent)));
      tasks.add(threads.submit(() -> askOn(truth, up, sent)));
      tasks.add(threads.submit(() -> askOn(truth, query, sent)));

      Await.until(PATIENCE, () -> sent.get() >= ENOUGH, up::logTail);
      assertTool(up, 0, SITE + " has 2 parts from now on", "hot-site", SITE, "2");
      long atTwo = sent.get();
      Await.until(PATIENCE, () -> sent.get() >= atTwo + ENOUGH, up::logTail);
      assertTool(up, 0, SITE + " has 4 parts from now on", "hot-site", SITE, "4");
      long atFour = sent.get();
      Await.until(PATIENCE, () -> sent.get() >= atFour + 2 * ENOUGH, up::logTail);
      System.out.printf("HotSiteIT sent=%d batches of %d%n", sent.get(), BATCH);
      sent.set(Long.MIN_VALUE);
      for (Future<?> task : tasks) {
        task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Waits for a question to be answered, or for the end; false: the end. */
  private boolean mayGoOn(AtomicLong sent) throws InterruptedException {
    while (sent.get() >= 0) {
      if (pace.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private boolean sendOn(Truth truth, TidemarkProcess door, Random random, AtomicLong sent)
      throws Exception {
    while (mayGoOn(sent)) {
      List<String> batch = random.nextInt(3) == 0 ? truth.again(random) : truth.fresh(random);
      post(door, batch);
      truth.acknowledged(batch);
      sent.incrementAndGet();
    }
    return true;
  }

  /** As a gateway that never hears of parts, and as one that does not know partitions at all. */
  private boolean produceOn(
      Truth truth, KafkaProducer<byte[], byte[]> producer, Random random, AtomicLong sent)
      throws Exception {
    int home = HomePartition.of(SITE, PARTITIONS);
    while (mayGoOn(sent)) {
      List<String> batch = random.nextInt(3) == 0 ? truth.again(random) : truth.fresh(random);
      int partition = random.nextBoolean() ? home : random.nextInt(PARTITIONS);
      List<Future<?>> acknowledgements = new ArrayList<>();
      for (String event : batch) {
        acknowledgements.add(
            producer.send(
                new ProducerRecord<>(Topics.EVENTS, partition, null, event.getBytes(UTF_8))));
      }
      for (Future<?> acknowledgement : acknowledgements) {
        acknowledgement.get();
      }
      truth.acknowledged(batch);
      sent.incrementAndGet();
    }
    return true;
  }

  /**
   * Each answer is true: at least what was acknowledged before its as_of, at most what was sent.
   */
  private boolean askOn(Truth truth, TidemarkProcess query, AtomicLong sent) throws Exception {
    long before = 0;
    int asked = 0;
    Instant newest = Instant.EPOCH;
    List<String> refusals = new ArrayList<>();
    while (sent.get() >= 0) {
      asked++;
      Http.Answer answer = Http.get(query.query("/stats?site_id=" + SITE));
      if (answer.status() == 200) {
        long events = answer.json().path("total_events").asLong(-1);
        Instant asOf = asOf(answer);
        assertThat(events)
            .as(answer.text())
            .isGreaterThanOrEqualTo(truth.acknowledgedBefore(asOf))
            .isLessThanOrEqualTo(truth.events());
        assertThat(events).as("nothing is taken back").isGreaterThanOrEqualTo(before);
        before = events;
        newest = asOf.isAfter(newest) ? asOf : newest;
      } else {
        refusals.add(answer.status() + " " + answer.text());
      }
      if (pace.availablePermits() < AHEAD) {
        pace.release(PACE);
      }
    }
    System.out.printf(
        "HotSiteIT asked=%d refused=%s as_of=%d ms old%n",
        asked, refusals, Duration.between(newest, Instant.now()).toMillis());
    assertThat(refusals)
        .as("of %d questions", asked)
        .hasSizeLessThanOrEqualTo(Math.max(1, asked / 100));
    assertThat(newest).as("as_of moves").isAfter(Instant.now().minusSeconds(30));
    return true;
  }

  private static Instant asOf(Http.Answer answer) {
    String asOf = answer.json().path("as_of").asText();
    return asOf.isEmpty() || asOf.equals("null") ? Instant.EPOCH : Instant.parse(asOf);
  }

  private static void assertEverythingCountsOnce(TidemarkProcess query, Truth truth)
      throws Exception {
    Stats stats = Stats.await(query, SITE, truth.events());
    assertThat(stats.events()).isEqualTo(truth.events());
    assertThat(stats.views()).isEqualTo(truth.events());
    assertThat(stats.users()).isEqualTo(truth.users.size());
    assertThat(stats.topPaths()).isEqualTo(truth.tops());
    Await.until(
        PATIENCE,
        () -> quality(query).path("accepted").asLong() == truth.records.get(),
        () -> truth.records + " records were acknowledged; " + quality(query));
    assertThat(quality(query).path("duplicate").asLong())
        .isEqualTo(truth.records.get() - truth.events());
    Instant end = Instant.now();
    Await.until(
        PATIENCE,
        () -> asOf(Http.get(query.query("/stats?site_id=" + SITE))).isAfter(end),
        () -> "as_of stays before " + end);
  }

  private static JsonNode quality(TidemarkProcess query) {
    try {
      return Http.get(query.query("/stats/quality?site_id=" + SITE)).json();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void post(TidemarkProcess door, List<String> batch) throws Exception {
    String body = "[" + String.join(",", batch) + "]";
    Http.Answer answer = Http.post(door.ingest("/events/batch"), body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private static void assertTool(TidemarkProcess up, int code, String text, String... command) {
    CommandRun run = CommandRun.here(up, command);
    assertThat(run.text()).contains(text);
    assertThat(run.exitCode()).as(run.text()).isEqualTo(code);
  }

  private static TidemarkProcess role(String role, Path folder, TidemarkProcess up)
      throws Exception {
    return new TidemarkProcess(role, Files.createDirectory(folder.resolve(role)))
        .with("TIDEMARK_KAFKA_BOOTSTRAP", up.bootstrap())
        .with("TIDEMARK_REPLICATION", "1");
  }
}
