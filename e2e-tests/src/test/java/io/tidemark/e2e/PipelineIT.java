package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events in by HTTP and by Kafka, statistics out, on the packaged distribution. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
  private static final int EVENTS = 2000;
  private static final int RECORD_BYTES = 1_000_000;

  private TidemarkProcess tidemark;

  @BeforeAll
  void start() throws Exception {
    tidemark = Shared.instance();
  }

  @Test
  void event_accepted_isVisibleInStats() throws Exception {
    var answer =
        Http.post(
            tidemark.ingest("/event"), "{\"site_id\":\"one\",\"path\":\"/a\",\"user_id\":\"u\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("event_id").asText()).isNotEmpty();
    assertThat(Stats.await(tidemark, "one", 1)).isEqualTo(new Stats(1, 1, 1, List.of("/a=1")));
  }

  @Test
  void healthOfTheGateway_statisticsRun_tellsTheirQueue() throws Exception {
    Await.until(
        Duration.ofSeconds(30),
        () -> Http.get(tidemark.ingest("/health")).json().path("queue").path("length").isNumber(),
        () -> "the queue's length is not told. " + tidemark.logTail());

    var queue = Http.get(tidemark.ingest("/health")).json().path("queue");
    assertThat(queue.path("connected").asBoolean()).isTrue();
  }

  @Test
  void batch_sentTwice_countsOnce() throws Exception {
    List<String> events = events("twice", 300);

    sendByHttp(events);
    sendByHttp(events);
    sendByHttp(List.of("{\"site_id\":\"twice\",\"path\":\"/last\",\"event_id\":\"last\"}"));

    Stats stats = Stats.await(tidemark, "twice", expected(events, "twice").events() + 1);
    assertThat(stats.events()).isEqualTo(expected(events, "twice").events() + 1);
  }

  @Test
  void records_byConsoleProducerWithAndWithoutKey_countAsByTheGateway() throws Exception {
    List<String> events = events("gate", EVENTS);

    sendByHttp(events);
    sendByKafka("nokey", events("nokey", EVENTS), false);
    sendByKafka("keyed", events("keyed", EVENTS), true);

    Stats gate = Stats.await(tidemark, "gate", EVENTS);
    assertThat(gate).isEqualTo(expected(events, "gate"));
    assertThat(Stats.await(tidemark, "nokey", EVENTS)).isEqualTo(gate);
    assertThat(Stats.await(tidemark, "keyed", EVENTS)).isEqualTo(gate);
  }

  @Test
  void records_thatAreNoEvents_landInTheDlqAndStopNothing() throws Exception {
    byte[] event = "{\"site_id\":\"poison\",\"path\":\"/a\"}".getBytes(UTF_8);
    byte[] large = new byte[RECORD_BYTES];
    Arrays.fill(large, (byte) 'x');
    long before = deadLetters();
    try (var producer = producer()) {
      for (int partition = 0; partition < 4; partition++) {
        for (byte[] poison :
            Arrays.asList(
                null,
                new byte[0],
                "[1,2]".getBytes(UTF_8),
                "{\"path\":\"/no-site\"}".getBytes(UTF_8),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                "{\"site_id\":\"poison\",\"path\":".getBytes(UTF_8))) {
          producer.send(new ProducerRecord<>("events", partition, null, poison)).get();
        }
        producer.send(new ProducerRecord<>("events", partition, null, event)).get();
      }
      producer.send(new ProducerRecord<>("events", 0, null, large)).get();
      producer.send(new ProducerRecord<>("events", 0, null, event)).get();
    }

    assertThat(Stats.await(tidemark, "poison", 5).events()).isEqualTo(5);
    Await.until(
        Duration.ofSeconds(20),
        () -> deadLetters() == before + 25,
        () -> "expected 25 more than " + before + " dead letters");
    String listed = tool("dlq", "list", "--limit", "50");
    assertThat(listed)
        .contains("invalid_json", "invalid_utf8", "invalid_type", "missing_field")
        .contains("from events 0:");
  }

  @Test
  void deadLetter_repaired_isCountedOnce(@org.junit.jupiter.api.io.TempDir Path folder)
      throws Exception {
    try (var producer = producer()) {
      byte[] value = "{\"path\":\"/r\",\"count\":\"three\",\"site_id\":\"repair\"}".getBytes(UTF_8);
      producer.send(new ProducerRecord<>("events", 0, null, value)).get();
    }
    Await.until(
        Duration.ofSeconds(20),
        () -> tool("dlq", "list", "--json", "--limit", "100").contains("three"),
        () -> "not on the dead-letter topic");
    String line =
        tool("dlq", "list", "--json", "--limit", "100")
            .lines()
            .filter(it -> it.contains("three"))
            .findFirst()
            .orElseThrow();
    Path file = folder.resolve("broken.ndjson");
    Files.writeString(file, line.replace("\\\"three\\\"", "3"));

    String first = tool("dlq", "replay", file.toString());
    String second = tool("dlq", "replay", file.toString());
    sendByHttp(List.of("{\"site_id\":\"repair\",\"path\":\"/last\",\"event_id\":\"last\"}"));

    assertThat(first).isEqualTo(second).contains("Sent 1, left out 0.");
    assertThat(Stats.await(tidemark, "repair", 4).events()).isEqualTo(4);
  }

  @Test
  void metrics_receivedEvents_areAcceptedOrRefused() throws Exception {
    Http.post(tidemark.ingest("/event"), "{\"site_id\":\"m\",\"path\":\"/\"}");
    Http.post(tidemark.ingest("/event"), "{\"site_id\":\"m\"}");
    Http.post(tidemark.ingest("/events/batch"), "[{\"site_id\":\"m\",\"path\":\"/\"},{},7]");
    Http.post(tidemark.ingest("/event"), "{oops");

    String metrics = Http.get(tidemark.ingest("/metrics")).text();

    double received = sum(metrics, "tidemark_ingest_received_total");
    double accepted = sum(metrics, "tidemark_ingest_accepted_total");
    double refused = sum(metrics, "tidemark_ingest_refused_total");
    assertThat(accepted).isGreaterThanOrEqualTo(2);
    assertThat(refused).isGreaterThanOrEqualTo(4);
    assertThat(received).isEqualTo(accepted + refused);
  }

  @Test
  void metrics_onTheDashboardAndInAlerts_exist() throws Exception {
    Http.get(tidemark.query("/stats?site_id=m&nonsense=1"));
    Http.post(tidemark.ingest("/event"), "{oops");
    String offered =
        Http.get(tidemark.ingest("/metrics")).text() + Http.get(tidemark.query("/metrics")).text();
    Path root = Path.of(System.getProperty("tidemark.root"), "deploy");
    String used =
        Files.readString(root.resolve("grafana/dashboards/tidemark.json"))
            + Files.readString(root.resolve("prometheus/alerts.yml"));

    TreeSet<String> missing = new TreeSet<>();
    Matcher names = Pattern.compile("\\b(tidemark|jvm|process)_[a-z_]+").matcher(used);
    while (names.find()) {
      if (!offered.contains(names.group())) {
        missing.add(names.group());
      }
    }

    assertThat(missing).isEmpty();
  }

  private long deadLetters() throws IOException, InterruptedException {
    return (long)
        sum(Http.get(tidemark.query("/metrics")).text(), "tidemark_topology_refused_total");
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String tool(String... arguments) throws IOException, InterruptedException {
    Process process = tidemark.builder(Path.of("."), arguments).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).describedAs(output).isZero();
    return output;
  }

  private void sendByHttp(List<String> events) throws IOException, InterruptedException {
    for (int from = 0; from < events.size(); from += 1000) {
      List<String> batch = events.subList(from, Math.min(events.size(), from + 1000));
      var answer = Http.post(tidemark.ingest("/events/batch"), "[" + String.join(",", batch) + "]");
      assertThat(answer.status()).describedAs(answer.text()).isEqualTo(202);
      assertThat(answer.json().path("accepted").asInt()).isEqualTo(batch.size());
    }
  }

  /** As Kafka's console producer does: default partitioner, with the key in front or with none. */
  private void sendByKafka(String site, List<String> events, boolean keyed) throws Exception {
    try (var producer = producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String event : events) {
        byte[] key = keyed ? site.getBytes(UTF_8) : null;
        sent.add(producer.send(new ProducerRecord<>("events", key, event.getBytes(UTF_8))));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", tidemark.bootstrap(), "max.request.size", 2 * RECORD_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static List<String> events(String site, int count) {
    Random random = new Random(42);
    List<String> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String type = random.nextInt(5) == 0 ? "click" : "page_view";
      events.add(
          "{\"site_id\":\"%s\",\"event_type\":\"%s\",\"path\":\"/p%d\",\"user_id\":\"u%d\",\"timestamp\":\"2026-0%d-11T12:00:00Z\",\"event_id\":\"e%d\"}"
              .formatted(
                  site, type, random.nextInt(20), random.nextInt(100), 1 + random.nextInt(3), i));
    }
    return events;
  }

  /** A count of our own, from the text of the events. */
  private static Stats expected(List<String> events, String site) {
    Map<String, Long> views = new java.util.TreeMap<>();
    TreeSet<String> users = new TreeSet<>();
    Pattern form =
        Pattern.compile("\"event_type\":\"(.*?)\",\"path\":\"(.*?)\",\"user_id\":\"(.*?)\"");
    for (String event : events) {
      assertThat(event).contains(site);
      Matcher fields = form.matcher(event);
      assertThat(fields.find()).isTrue();
      users.add(fields.group(3));
      if (fields.group(1).equals("page_view")) {
        views.merge(fields.group(2), 1L, Long::sum);
      }
    }
    List<String> top =
        views.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(it -> it.getKey() + "=" + it.getValue())
            .toList();
    long total = views.values().stream().mapToLong(Long::longValue).sum();
    return new Stats(total, events.size(), users.size(), top);
  }
}
