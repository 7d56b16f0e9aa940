package io.tidemark.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.e2e.Await;
import io.tidemark.e2e.Http;
import io.tidemark.e2e.TidemarkProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Data folders of earlier formats, topics and statistics, are taken over as they are. Format 1:
 * event ids of 96 bits, and no row that tells how far the log was counted. Format 2: all time has
 * the totals of the open days. The README beside them says how they were made.
 */
class UpgradeIT {
  private static final Instant NEWEST = Instant.parse("2026-11-21T00:00:00Z");
  private static final int EVENTS = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"format-1", "format-2"})
  void folder_ofAnEarlierFormat_isTakenOverAndGoesOn(String format, @TempDir Path folder)
      throws Exception {
    unpack(format + ".zip", folder.resolve("data"));
    JsonNode answers = JSON.readTree(resource(format + ".answers.json"));
    try (TidemarkProcess tidemark =
        new TidemarkProcess("up", folder)
            .with("TIDEMARK_RAW_RETENTION", "36500d")
            .with("TIDEMARK_DEDUP_WINDOW", LONGEST_WINDOW.toDays() + "d")) {
      Instant started = Instant.now();
      tidemark.start();
      for (String site : List.of("old-a", "old-b")) {
        Await.until(PATIENCE, () -> asOf(tidemark, site).isAfter(started), tidemark::logTail);
      }
      assertSame(tidemark, answers);
      if (format.equals("format-1")) {
        assertThat(tidemark.logTail()).contains("ids of events with 96 bits");
      }

      send(tidemark, copiesAndNewOnes());

      // the copies, too, once the window has passed since the folder was made
      boolean forgotten = Instant.now().isAfter(NEWEST.plus(LONGEST_WINDOW));
      long expected = EVENTS + (forgotten ? 200L : 100L);
      await(tidemark, expected);
      assertSameReferrers(tidemark, answers);
      assertThat(tidemark.logTail()).doesNotContain("Counting stops").doesNotContain(" ERROR ");
      tidemark.terminate();

      tidemark.start();
      await(tidemark, expected);
      send(tidemark, copiesAndNewOnes());
      send(tidemark, List.of("last"));
      await(tidemark, expected + 1);
    }
  }

  private static Instant asOf(TidemarkProcess tidemark, String site) throws Exception {
    JsonNode answer = Http.get(tidemark.query("/stats?site_id=" + site)).json();
    return Instant.parse(answer.path("as_of").asText());
  }

  /** As the version before told it, but for the moments at which it did. */
  private static void assertSame(TidemarkProcess tidemark, JsonNode answers) throws Exception {
    for (var answer : answers.properties()) {
      ObjectNode now = (ObjectNode) Http.get(tidemark.query(answer.getKey())).json();
      now.remove("as_of");
      assertThat(now).as(answer.getKey()).isEqualTo(answer.getValue());
    }
  }

  /** The new events have none, so all time's are those of the old ones. */
  private static void assertSameReferrers(TidemarkProcess tidemark, JsonNode answers)
      throws Exception {
    String question = "/stats/breakdown?site_id=old-a&dimension=referrer";
    JsonNode rows = Http.get(tidemark.query(question)).json().path("rows");
    assertThat(rows).isEqualTo(answers.path(question).path("rows"));
  }

  private static List<String> copiesAndNewOnes() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ids.add("old-a-2026-11-18-" + i);
      ids.add("new-" + i);
    }
    return ids;
  }

  private static void send(TidemarkProcess tidemark, List<String> ids) throws Exception {
    List<String> events = new ArrayList<>();
    for (String id : ids) {
      events.add("{\"site_id\":\"old-a\",\"path\":\"/p0\",\"event_id\":\"" + id + "\"}");
    }
    String body = "[" + String.join(",", events) + "]";
    assertThat(Http.post(tidemark.ingest("/events/batch"), body).status()).isEqualTo(202);
  }

  /** Waits until all that was sent was dealt with, and holds that so many events were counted. */
  private static void await(TidemarkProcess tidemark, long events) throws Exception {
    Instant sent = Instant.now();
    Await.until(
        PATIENCE,
        () -> {
          JsonNode stats = Http.get(tidemark.query("/stats?site_id=old-a")).json();
          return stats.path("total_events").asLong() >= events
              && Instant.parse(stats.path("as_of").asText()).isAfter(sent);
        },
        () -> tidemark.logTail());
    assertThat(
            Http.get(tidemark.query("/stats?site_id=old-a")).json().path("total_events").asLong())
        .isEqualTo(events);
  }

  private static void unpack(String name, Path into) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(resource(name))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException(entry.getName() + " leads out of the folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(Objects.requireNonNull(file.getParent()));
          Files.copy(zip, file);
        }
      }
    }
  }

  private static InputStream resource(String name) {
    InputStream in = UpgradeIT.class.getResourceAsStream(name);
    if (in == null) {
      throw new UncheckedIOException(new IOException(name + " is missing"));
    }
    return in;
  }
}
