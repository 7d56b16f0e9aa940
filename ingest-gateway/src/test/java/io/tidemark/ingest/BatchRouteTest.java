package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRouteTest {
  private static final String GOOD = "{\"path\":\"/\"}";

  private GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({"/events/batch,1", "/events/batch,1000", "/events,1000"})
  void post_validBatch_isAllPublished(String path, int size) {
    Answer answer = gateway.post(path, batch(Collections.nCopies(size, GOOD)));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body())
        .isEqualTo("{\"success\":true,\"accepted\":" + size + ",\"rejected\":[]}");
    assertThat(gateway.kafka.acknowledged()).hasSize(size);
    assertThat(gateway.published())
        .extracting(event -> event.path("event_id").asText())
        .doesNotHaveDuplicates();
  }

  @Test
  void post_bareArray_isABatch() {
    assertThat(gateway.post("/events/batch", "[" + GOOD + "]").status()).isEqualTo(202);
  }

  @Test
  void post_oneBadAmong999Good_rejectsThatOne() {
    List<String> events = new ArrayList<>(Collections.nCopies(1000, GOOD));
    events.set(417, "{\"path\":\"/\",\"count\":0}");
    Answer answer = gateway.post("/events/batch", batch(events));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(999);
    assertThat(answer.json().path("rejected").toString())
        .isEqualTo(
            "[{\"index\":417,\"code\":\"invalid_count\",\"message\":\"count is 0; expected an"
                + " integer of 1 to 1000000\",\"field\":\"count\"}]");
    assertThat(gateway.kafka.acknowledged()).hasSize(999);
    assertThat(gateway.counted("tidemark.ingest.received")).isEqualTo(1000);
    assertThat(gateway.counted("tidemark.ingest.accepted")).isEqualTo(999);
    assertThat(gateway.refused("invalid_count")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"events\":[]}"})
  void post_emptyBatch_is400(String body) {
    Answer answer = gateway.post("/events/batch", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("empty_batch");
    assertThat(gateway.refused("empty_batch")).isEqualTo(1);
  }

  @Test
  void post_1001Events_is400AndNonePublished() {
    Answer answer = gateway.post("/events/batch", batch(Collections.nCopies(1001, GOOD)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("batch_too_large");
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.refused("batch_too_large")).isEqualTo(1001);
  }

  @Test
  void post_noValidEvent_is400WithEachReason() {
    Answer answer = gateway.post("/events/batch", "[{},1,{\"path\":\"\"}]");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("missing_field");
    assertThat(answer.json().path("rejected")).hasSize(3);
    assertThat(answer.json().path("rejected").get(1).path("code").asText())
        .isEqualTo("invalid_type");
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(3);
  }

  @Test
  void post_brokenInTheMiddle_is400AndNonePublished() {
    Answer answer = gateway.post("/events/batch", "[" + GOOD + ",{\"path\":}," + GOOD + "]");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("invalid_json");
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.received")).isEqualTo(1);
  }

  @Test
  void post_sitesNotListed_areRejectedOneByOne() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of("a"), 9, 1 << 20));
    String a = "{\"path\":\"/\",\"site_id\":\"a\"}";
    String b = "{\"path\":\"/\",\"site_id\":\"b\"}";
    Answer answer = gateway.post("/events/batch", batch(List.of(a, b, a)));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("rejected").get(0).path("code").asText())
        .isEqualTo("site_not_allowed");
    assertThat(gateway.post("/events/batch", batch(List.of(b, b))).status()).isEqualTo(400);
  }

  @Test
  void post_halfAcknowledged_is503AndCountsEachEvent() {
    gateway.kafka.mode(Mode.HALF);
    Answer answer = gateway.post("/events/batch", batch(List.of(GOOD, GOOD, GOOD, GOOD, "{}")));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(gateway.counted("tidemark.ingest.received")).isEqualTo(5);
    assertThat(gateway.counted("tidemark.ingest.accepted")).isEqualTo(2);
    assertThat(gateway.refused("unavailable")).isEqualTo(2);
    assertThat(gateway.refused("missing_field")).isEqualTo(1);
  }

  private static String batch(List<String> events) {
    return "{\"events\":[" + String.join(",", events) + "]}";
  }
}
