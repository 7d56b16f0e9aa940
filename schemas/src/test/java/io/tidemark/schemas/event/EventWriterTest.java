package io.tidemark.schemas.event;

import static io.tidemark.schemas.event.Read.accepted;
import static io.tidemark.schemas.event.Read.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every line of the golden files is what release 0.1 writes; old releases' lines stay readable. */
class EventWriterTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/events-v1.ndjson");

  private final EventWriter writer = new EventWriter();

  private static final List<String> SENT =
      List.of(
          "{\"path\":\"/\",\"site_id\":\"s\",\"timestamp\":0}",
          "{\"eventType\":\"signup\",\"siteId\":\"s\",\"timestamp\":\"2024-02-29T23:59:59.7Z\"}",
          """
          {"count":1000000,"properties":{ "a": {"b":[1, 2.50, "x\\u0001\\/é🦆"]}, "c": null },
           "bot":"ua","language":"en","country":"NL","device":"desktop","os":"Linux",
           "browser":"Firefox","utm_campaign":"c","utm_medium":"b","utm_source":"a",
           "referrer_host":"r.example","ip":"192.0.2.1","user_agent":"Mozilla/5.0 \\"q\\" \\\\",
           "referrer":"https://r.example/é","event_id":"e1","timestamp":1772272800123,
           "session_id":"se","user_id":"漢字🦆","path":"/büro","event_type":"page_view",
           "site_id":"shop.example"}
          """,
          "{\"path\":\"/a?utm_source=x#y\",\"site_id\":\"s\",\"count\":1,\"timestamp\":1767225599999}");

  @Test
  void write_events_areTheGoldenBytes() throws IOException {
    StringBuilder written = new StringBuilder();
    for (String sent : SENT) {
      written.append(text(accepted(json(sent)))).append('\n');
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, written);
    }
    assertThat(written.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void read_goldenBytes_areTheEventsSent() throws IOException {
    List<String> golden = Files.readAllLines(GOLDEN);
    for (int i = 0; i < golden.size(); i++) {
      Event sent = accepted(json(SENT.get(i)));
      assertThat(text(accepted(json(golden.get(i))))).isEqualTo(golden.get(i));
      assertThat(accepted(json(golden.get(i))))
          .usingRecursiveComparison()
          .ignoringFields("ip")
          .isEqualTo(sent);
    }
  }

  @Test
  void write_eventOfAnotherMaker_isStillJson() {
    Event odd =
        new Event(
            "a\"\\\n\u0000\ud800",
            "t",
            null,
            null,
            null,
            Long.MAX_VALUE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            1);
    assertThat(text(odd))
        .isEqualTo(
            "{\"site_id\":\"a\\\"\\\\\\n\\u0000?\",\"event_type\":\"t\",\"timestamp\":9223372036854775807}");
  }

  @Test
  void write_longTextOfEscapes_fits() {
    String quotes = "\u0001".repeat(5000);
    Event odd =
        new Event(
            quotes, "t", null, null, null, 0, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, 1);
    assertThat(text(odd)).contains("\\u0001".repeat(5000) + "\",\"event_type\":\"t\"");
  }

  private String text(Event event) {
    return new String(writer.write(event), StandardCharsets.UTF_8);
  }
}
