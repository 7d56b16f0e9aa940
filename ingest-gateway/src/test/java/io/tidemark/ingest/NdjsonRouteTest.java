package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonRouteTest {
  private static final String GOOD = "{\"path\":\"/\"}";

  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  private Answer post(String path, String body) {
    return gateway.post(
        path, "application/x-ndjson; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/events", "/events/batch"})
  void post_lines_areEvents(String path) {
    Answer answer = post(path, GOOD + "\n" + GOOD + "\r\n\n" + GOOD);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEqualTo("{\"success\":true,\"accepted\":3,\"rejected\":[]}");
  }

  @Test
  void post_badLines_areRejectedByIndex() {
    Answer answer = post("/events", GOOD + "\n{\"path\n[]\n" + GOOD + "\n{}\n");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").findValuesAsText("index"))
        .containsExactly("1", "2", "4");
    assertThat(answer.json().path("rejected").findValuesAsText("code"))
        .containsExactly("invalid_json", "invalid_type", "missing_field");
  }

  @Test
  void post_lineOfInvalidUtf8_leavesTheOthers() {
    byte[] body = (GOOD + "\n{\"path\":\"/x\"}\n").getBytes(StandardCharsets.UTF_8);
    body[GOOD.length() + 11] = (byte) 0xff;
    Answer answer = gateway.post("/events", "application/x-ndjson", body);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("rejected").findValuesAsText("code"))
        .containsExactly("invalid_utf8");
  }

  @ParameterizedTest
  @CsvSource({"1000,202,1000", "1001,400,0"})
  void post_lines_areTakenUpToTheLimit(int lines, int status, int published) {
    assertThat(post("/events", (GOOD + "\n").repeat(lines)).status()).isEqualTo(status);
    assertThat(gateway.kafka.acknowledged()).hasSize(published);
    assertThat(gateway.refused("batch_too_large")).isEqualTo(lines - published);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t\n"})
  void post_noLines_is400(String body) {
    Answer answer = post("/events", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("empty_batch");
  }

  @Test
  void post_linesAtTheDoorForOne_is415() {
    assertThat(post("/event", GOOD).status()).isEqualTo(415);
  }
}
