package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events of all kinds: many users and few, late ones, copies, bots, refused ones, a removed site,
 * and records that arrive on partitions that are not their site's.
 */
final class MixedTraffic {
  static final List<String> SITES = List.of("shop", "blog", "gone");
  private static final int BATCH = 500;
  private static final String REFUSED = ",\"count\":\"many\"";
  private static final Duration COUNTED = Duration.ofSeconds(90);

  private final Random random;
  private final Map<String, Long> refused = new HashMap<>();

  /** What a copy is made of, however long ago it was sent. */
  private final List<String> accepted = new ArrayList<>();

  private long number;

  MixedTraffic(long seed) {
    this.random = new Random(seed);
  }

  /** Sends events; returns when all are counted, and all refusals reported. */
  void send(TidemarkProcess to, int events) throws Exception {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      boolean copy = !accepted.isEmpty() && random.nextInt(12) == 0;
      String event = copy ? accepted.get(random.nextInt(accepted.size())) : event();
      sent.add(event);
      if (event.contains(REFUSED)) {
        refused.merge(event.split("\"")[3], 1L, Long::sum);
      } else if (!event.contains("\"gone\"")) {
        accepted.add(event);
      }
    }
    for (int from = 0; from < sent.size(); from += BATCH) {
      post(to, sent.subList(from, Math.min(sent.size(), from + BATCH)));
    }
    strays(to, events / 20);
    awaitCounted(to);
    for (Map.Entry<String, Long> site : refused.entrySet()) {
      Await.until(
          COUNTED,
          () -> refused(to, site.getKey()) == site.getValue(),
          () -> site + " refused, " + told(to, site.getKey()) + to.logTail());
    }
  }

  private static long refused(TidemarkProcess process, String site) throws Exception {
    long sum = 0;
    for (var reason :
        Http.get(process.query("/stats/quality?site_id=" + site)).json().path("refused")) {
      sum += reason.asLong();
    }
    return sum;
  }

  private static String told(TidemarkProcess process, String site) {
    try {
      return "told: " + refused(process, site) + "\n";
    } catch (Exception e) {
      return "not told: " + e + "\n";
    }
  }

  /** Waits until nothing is in the log that is not counted. */
  static void awaitCounted(TidemarkProcess process) throws InterruptedException {
    Instant sent = Clock.systemUTC().instant();
    Await.until(
        COUNTED,
        () ->
            Instant.parse(Http.get(process.query("/sites")).json().path("as_of").asText())
                .isAfter(sent),
        process::logTail);
  }

  private static void post(TidemarkProcess to, List<String> events)
      throws IOException, InterruptedException {
    String body = "[" + String.join(",", events) + "]";
    Http.Answer answer = Http.post(to.ingest("/events/batch"), body);
    if (answer.status() != 202) {
      throw new IOException("a batch was answered " + answer);
    }
  }

  /** As a producer does that knows nothing of partitions. */
  private void strays(TidemarkProcess to, int records) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", to.bootstrap());
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      int partitions = producer.partitionsFor("events").size();
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        String event = event();
        // Of a removed site strays may be forgotten when they are counted again: decision 19.
        boolean broken = i % 7 == 0 || event.contains(REFUSED) || event.contains("\"gone\"");
        byte[] value = (broken ? "{\"no\":\"event\"}" : event).getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>("events", i % partitions, null, value)));
      }
      for (Future<?> record : sent) {
        record.get();
      }
    }
  }

  private String event() {
    String site = SITES.get(random.nextInt(SITES.size()));
    Instant now = Clock.systemUTC().instant();
    Instant time =
        random.nextInt(3) > 0
            ? now.minusMillis(random.nextInt(60_000))
            : now.minusSeconds(random.nextInt(20 * 86_400));
    String more =
        switch (random.nextInt(12)) {
          case 0 -> ",\"bot\":\"crawler\"";
          case 1 -> ",\"event_type\":\"click\"";
          case 2 -> ",\"count\":3,\"browser\":\"Lynx\",\"country\":\"IS\"";
          case 3 -> ",\"referrer_host\":\"r" + random.nextInt(9) + ".example\"";
          case 4 -> site.equals("gone") ? "" : REFUSED;
          default -> ",\"browser\":\"b" + random.nextInt(4) + "\"";
        };
    return event(site, ",\"timestamp\":\"" + time + "\"" + more);
  }

  private String event(String site, String more) {
    return "{\"site_id\":\"%s\",\"path\":\"/%d\",\"user_id\":\"u%d\",\"event_id\":\"e%d\"%s}"
        .formatted(site, random.nextInt(80), random.nextInt(700), number++, more);
  }
}
