package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageViewsRouteTest {
  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void countersBalance_andClose() {
    assertThat(gateway.counted("tidemark.ingest.received"))
        .isEqualTo(
            gateway.counted("tidemark.ingest.accepted")
                + gateway.counted("tidemark.ingest.refused"));
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com/pricing,example.com,/pricing",
    "localhost/a,localhost,/a",
    "localhost:8080/a/b,localhost:8080,/a/b",
    "example.com/,example.com,/",
    "/pricing,default,/pricing",
    "pricing,default,/pricing",
    "/example.com/pricing,default,/example.com/pricing",
    "docs/index.html,default,/docs/index.html",
    "index.html,default,/index.html",
    "example.com/a?utm_source=x,example.com,/a"
  })
  void single_page_isSiteAndPath(String page, String site, String path) {
    Answer answer =
        gateway.post(
            "/page-views/single",
            "{\"page\":\""
                + page
                + "\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"userId\":\"ann\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEqualTo("{\"success\":true,\"accepted\":1}");
    assertThat(gateway.published().get(0).path("site_id").asText()).isEqualTo(site);
    assertThat(gateway.published().get(0).path("path").asText()).isEqualTo(path);
    assertThat(gateway.published().get(0).path("timestamp").asText())
        .isEqualTo("2026-03-01T10:00:00.000Z");
    assertThat(gateway.published().get(0).has("user_id")).isFalse();
  }

  @Test
  void single_withoutTimestamp_isNow() {
    gateway.post("/page-views/single", "{\"page\":\"a.b/c\"}");
    gateway.post("/page-views/single", "{\"page\":\"a.b/c\",\"timestamp\":1772366400000}");
    assertThat(gateway.publishedText().get(0)).isEqualTo(gateway.publishedText().get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|missing_field|page",
        "[]|invalid_type|",
        "{'page':''}|missing_field|page",
        "{'page':null}|missing_field|page",
        "{'page':1}|invalid_type|page",
        "{'page':['a.b/c']}|invalid_type|page",
        "{'page':'a.b/c','timestamp':true}|invalid_type|timestamp",
        "{'page':'a.b/c','timestamp':{}}|invalid_type|timestamp",
        "{'page':'a.b/c','timestamp':1.5}|invalid_type|timestamp",
        "{'page':'a.b/c','timestamp':'yesterday'}|invalid_timestamp|timestamp",
        "{'page':'a.b/c','timestamp':99999999999999999999}|invalid_timestamp|timestamp",
        "{'page':'a.b/c','page':'a.b/c'}|duplicate_field|page",
        "{'page':'a\\u0007.b/c'}|invalid_value|page"
      })
  void single_wrongField_is400(String body, String code, String field) {
    Answer answer = gateway.post("/page-views/single", body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.json().path("error").path("field").asText(null)).isEqualTo(field);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }

  @Test
  void multi_counts_areWeights() {
    Answer answer =
        gateway.post(
            "/page-views/multi",
            "{\"example.com/page1\":{\"2025-07-16T10:00:00Z\":5,\"2025-07-16T11:00:00Z\":1}}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEqualTo("{\"success\":true,\"accepted\":2}");
    assertThat(gateway.publishedText())
        .containsExactly(
            "{\"site_id\":\"example.com\",\"event_type\":\"page_view\",\"path\":\"/page1\","
                + "\"timestamp\":\"2025-07-16T10:00:00.000Z\",\"count\":5}",
            "{\"site_id\":\"example.com\",\"event_type\":\"page_view\",\"path\":\"/page1\","
                + "\"timestamp\":\"2025-07-16T11:00:00.000Z\"}");
  }

  @Test
  void multi_badOnes_areRejectedByIndex() {
    Answer answer =
        gateway.post(
            "/page-views/multi",
            "{\"a.b/c\":{\"2025-07-16T10:00:00Z\":5,\"x\":1,\"2025-07-16T10:00:00+01:00\":0},"
                + "\"a.b/d\":7,\"a.b/e\":{\"1772366400000\":\"5\"},\"a.b/f\":{\"1772366400000\":2}}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected").findValuesAsText("index"))
        .containsExactly("1", "2", "3", "4");
    assertThat(answer.json().path("rejected").findValuesAsText("code"))
        .containsExactly("invalid_timestamp", "invalid_count", "invalid_type", "invalid_type");
    assertThat(answer.json().path("rejected").findValuesAsText("field"))
        .containsExactly("timestamp", "count", "page", "count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|empty_batch",
        "{'a.b/c':{}}|empty_batch",
        "{'a.b/c':null}|empty_batch",
        "[]|invalid_type",
        "'x'|invalid_type",
        "{'a.b/c':{'2025-07-16T10:00:00Z':1.5}}|invalid_count",
        "{'a.b/c':{'2025-07-16T10:00:00Z':1000001}}|invalid_count",
        "{'a.b/c':{'2025-07-16T10:00:00Z':[5]}}|invalid_type",
        "{'a.b/c':{'':5}}|invalid_timestamp",
        "{'':{'2025-07-16T10:00:00Z':5}}|missing_field",
        "{'a.b/c':{'2025-07-16T10:00:00Z':5,'2025-07-16T10:00:00Z':6}}|duplicate_field",
        "{'a/c':{'1':1},'a/c':{'2':2}}|duplicate_field"
      })
  void multi_nothingValid_is400(String body, String code) {
    Answer answer = gateway.post("/page-views/multi", body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10000,202", "10001,400"})
  void multi_manyCounts_areTakenUpToTheLimit(int counts, int status) {
    String times =
        IntStream.range(0, counts)
            .mapToObj(i -> "\"" + (1_700_000_000_000L + i) + "\":1")
            .collect(Collectors.joining(","));
    assertThat(gateway.post("/page-views/multi", "{\"a.b/c\":{" + times + "}}").status())
        .isEqualTo(status);
    assertThat(gateway.kafka.acknowledged()).hasSize(status == 202 ? counts : 0);
  }
}
