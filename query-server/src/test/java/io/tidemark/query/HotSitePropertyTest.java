package io.tidemark.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.fixture.Seen;
import io.tidemark.query.fixture.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A hot site's parts answer together what one partition with all its events answers. */
class HotSitePropertyTest {
  private static final Instant NOW = TestServer.NOW;

  private static final List<String> REQUESTS =
      List.of(
          "/stats?site_id=a&limit=5",
          "/stats?site_id=a&limit=1000",
          "/stats?site_id=a&date=2025-11-12&groupBy=browser",
          "/stats?site_id=a&start=2025-11-10T05:00:00Z&limit=7",
          "/stats/overview?site_id=a",
          "/stats/range?site_id=a&start_date=2025-11-01&end_date=2025-11-12&interval=hour",
          "/stats/range?site_id=a&start_date=2025-11-01&end_date=2025-11-12&interval=week&path=/1",
          "/stats/breakdown?site_id=a&dimension=path&limit=20",
          "/stats/breakdown?site_id=a&dimension=browser&start_date=2025-11-08&end_date=2025-11-12",
          "/stats/breakdown?site_id=a&dimension=event_type",
          "/stats/quality?site_id=a",
          "/stats/trending?site_id=a&days=2&limit=5",
          "/stats/trending?site_id=a&days=4",
          "/stats/realtime?site_id=a&minutes=60",
          "/report?page=a.b/1",
          "/sites",
          "/sites?days=3&limit=2",
          "/stats?site_id=b");

  private static TestServer whole;
  private static TestServer parted;

  @BeforeContainer
  static void start() {
    whole = new TestServer();
    parted = new TestServer();
  }

  @AfterContainer
  static void stop() {
    whole.close();
    parted.close();
  }

  @Property(tries = 60)
  void anyRoute_ofAHotSite_isAnsweredAsOfOnePartition(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int parts, @ForAll boolean hasHeard) {
    List<Seen> events = events(new Random(seed));
    whole.statistics.events = events;
    parted.statistics.events = events;
    parted.statistics.parts = Map.of("a", parts, "a.b", parts);
    parted.statistics.heardParts = hasHeard ? parted.statistics.parts : Map.of("a", 1);

    for (String request : REQUESTS) {
      assertThat(parted.json(request)).as(request).isEqualTo(whole.json(request));
    }
  }

  /** Where each part's lists are shorter than what there is. */
  @Property(tries = 40)
  void tops_ofListsThatAreShort_areRightWithinTheErrorTold(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int parts) {
    Random random = new Random(seed);
    List<Seen> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String path = "/" + (int) Math.pow(random.nextDouble() * 30, 2);
      events.add(new Seen("a", path, "u" + random.nextInt(400), time(random, 3), 1));
    }
    whole.statistics.events = events;
    parted.statistics.events = events;
    parted.statistics.parts = Map.of("a", parts);
    parted.statistics.heardParts = Map.of();
    String request = "/stats?site_id=a&limit=" + (1 + random.nextInt(40));

    ObjectNode answer = (ObjectNode) parted.json(request);
    JsonNode truth = whole.json(request);

    long error = answer.path("top_paths_error").asLong(0);
    if (error == 0) {
      assertThat(answer).isEqualTo(truth);
    }
    for (int i = 0; i < truth.path("top_paths").size(); i++) {
      long right = truth.path("top_paths").path(i).path("views").asLong();
      long told = answer.path("top_paths").path(i).path("views").asLong();
      assertThat(told).isBetween(right - error, right);
    }
  }

  private static List<Seen> events(Random random) {
    List<Seen> events = new ArrayList<>();
    for (int i = random.nextInt(400); i >= 0; i--) {
      String site = List.of("a", "a", "a", "b", "c", "a.b").get(random.nextInt(6));
      String path = random.nextInt(6) == 0 ? null : "/" + random.nextInt(12);
      String user = random.nextInt(8) == 0 ? null : "u" + random.nextInt(30);
      String browser = random.nextInt(5) == 0 ? null : "b" + random.nextInt(3);
      events.add(new Seen(site, path, user, time(random, 12), 1 + random.nextInt(3), browser));
    }
    return events;
  }

  private static long time(Random random, int days) {
    double age = Math.pow(random.nextDouble(), 3);
    return NOW.toEpochMilli() - (long) (age * Duration.ofDays(days).toMillis());
  }
}
