package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleRouteTest {
  private static final String AT = "\"timestamp\":\"2026-03-01T12:00:00.000Z\"";
  private static final String AGENT = ",\"user_agent\":\"" + GatewayUnderTest.BROWSER + "\"";

  private GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void countersBalance_andClose() {
    assertThat(gateway.counted("tidemark.ingest.received"))
        .isEqualTo(
            gateway.counted("tidemark.ingest.accepted")
                + gateway.counted("tidemark.ingest.refused"));
    gateway.close();
  }

  /** What the tracker of 2025 sends for a page view, and what its older siblings sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'n':'pageview','v':29,'u':'https://www.shop.example/a?utm_source=x#top','d':'shop.example','r':null}",
        "{'n':'pageview','u':'https://www.shop.example/a?utm_source=x','d':'shop.example','r':'https://shop.example/b','w':1200}",
        "{'name':'pageview','url':'https://shop.example/a?utm_source=x','domain':'shop.example','referrer':null}",
        "{'n':'pageview','u':'https://www.shop.example:8443/a?utm_source=x'}"
      })
  void post_trackersPageView_isAView(String body) {
    Answer answer = gateway.browser("/api/event", body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEqualTo("ok");
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(answer.header("x-plausible-dropped")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(gateway.publishedText())
        .containsExactly(
            "{\"site_id\":\"shop.example\",\"event_type\":\"page_view\",\"path\":\"/a\","
                + AT
                + AGENT
                + ",\"utm_source\":\"x\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'n':'Signup','u':'https://a.b/x','r':'https://news.example/','p':{'plan':'pro','n':2.50,'ok':true,'nested':{'x':1},'none':null,'blank':''}}"
            + "|'event_type':'Signup','path':'/x',T,'referrer':'https://news.example/','properties':{'plan':'pro','n':2.50,'ok':true}",
        "{'n':'Signup','u':'https://a.b/x','m':'{\\'plan\\':\\'pro\\'}'}"
            + "|'event_type':'Signup','path':'/x',T,'properties':{'plan':'pro'}",
        "{'n':'Buy','u':'https://a.b/x','$':{'currency':'USD','amount':'10.5'},'i':false}"
            + "|'event_type':'Buy','path':'/x',T,'properties':{'revenue':{'currency':'USD','amount':'10.5'},'interactive':false}",
        "{'n':'engagement','u':'https://a.b/x','sd':80,'e':12345,'v':29,'p':{}}"
            + "|'event_type':'engagement','path':'/x',T,'properties':{'engagement_time':12345,'scroll_depth':80}",
        "{'n':'pageview','u':'https://a.b/app#/settings','h':1}"
            + "|'event_type':'page_view','path':'/app%23/settings',T",
        "{'n':'pageview','u':'https://a.b/app?utm_medium=m#/s?t=1','hashMode':1}"
            + "|'event_type':'page_view','path':'/app%23/s%3Ft=1',T,'utm_medium':'m'",
        "{'n':'pageview','u':'https://a.b/caf%C3%A9%3F'}"
            + "|'event_type':'page_view','path':'/café%3F',T",
        "{'n':404,'u':'https://a.b'}|'event_type':'404','path':'/',T",
        "{'n':'pageview','u':'/only/a/path','d':'a.b'}|'event_type':'page_view','path':'/only/a/path',T"
      })
  void post_event_isPublishedAs(String body, String published) {
    Answer answer = gateway.post("/api/event", json(body));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(202);
    assertThat(gateway.publishedText())
        .containsExactly(
            ("{'site_id':'a.b'," + published + "}")
                .replace('\'', '"')
                .replace("T", AT)
                .replace(AT + "Z", "TZ"));
  }

  /** Single quotes to double ones; a quoted quote is one within a string. */
  private static String json(String text) {
    return text.replace("\\'", "\\\"").replace('\'', '"');
  }

  @Test
  void post_listOfDomains_fansOut() {
    Answer answer =
        gateway.post(
            "/api/event",
            "{\"n\":\"pageview\",\"u\":\"https://x.y/\",\"d\":\"www.a.com, b.com,,a.com\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(gateway.published())
        .extracting(event -> event.path("site_id").asText())
        .containsExactly("a.com", "b.com");
    assertThat(gateway.counted("tidemark.ingest.received")).isEqualTo(2);
  }

  @Test
  void post_31Properties_keepsTheFirst30() {
    String props =
        IntStream.range(0, 31).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(","));
    gateway.post("/api/event", "{\"n\":\"x\",\"u\":\"https://a.b/\",\"p\":{" + props + "}}");
    assertThat(gateway.published().get(0).path("properties"))
        .hasSize(30)
        .noneMatch(value -> value.isTextual());
    assertThat(gateway.published().get(0).path("properties").has("p30")).isFalse();
  }

  @Test
  void post_nameOf120Characters_isCutAndWholeInTheProperties() {
    String name = "é".repeat(120);
    gateway.post("/api/event", "{\"n\":\"" + name + "\",\"u\":\"https://a.b/\"}");
    assertThat(gateway.published().get(0).path("event_type").asText()).isEqualTo("é".repeat(100));
    assertThat(gateway.published().get(0).path("properties").path("name").asText()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|event_name|can't be blank",
        "{'n':' ','u':'https://a.b/'}|event_name|can't be blank",
        "{'n':true,'u':'https://a.b/'}|event_name|event_name is true or false; expected a string",
        "{'n':['x'],'u':'https://a.b/'}|event_name|event_name is an array; expected a string",
        "{'n':'a\\u0000b','u':'https://a.b/'}|event_name|event_type has a control character; expected plain text",
        "{'n':'pageview'}|url|is required",
        "{'n':'pageview','u':''}|url|is required",
        "{'n':'pageview','u':7}|url|url is a number; expected a string",
        "{'n':'pageview','u':{}}|url|url is an object; expected a string",
        "{'n':'pageview','u':'data:text/html,x','d':'a'}|url|scheme is not allowed",
        "{'n':'pageview','u':'nothing'}|domain|can't be blank",
        "{'n':'pageview','u':'https://a.b/','d':' , '}|domain|can't be blank",
        "{'n':'pageview','u':'https://a.b/','d':['a']}|domain|domain is an array; expected a string",
        "{'n':'pageview','u':'https://a.b/','r':5}|referrer|referrer is a number; expected a string",
        "{'n':'pageview','u':'https://a.b/','p':[1]}|props|props is an array; expected an object",
        "{'n':'pageview','u':'https://a.b/','p':3}|props|props is a number; expected an object",
        "{'n':'pageview','u':'https://a.b/','m':'[1]'}|props|props is a string of an array; expected an object",
        "{'n':'pageview','u':'https://a.b/','$':1}|revenue|revenue is a number; expected an object",
        "{'n':'pageview','u':'https://a.b/','h':{}}|hash_mode|hash_mode is an object; expected 1",
        "{'n':'pageview','u':'https://a.b/','i':'no'}|interactive|interactive is a string; expected true or false",
        "{'n':'engagement','u':'https://a.b/'}|event_name|an engagement needs an integer sd or e",
        "{'n':'engagement','u':'https://a.b/','e':1.5}|e|e is a number; expected an integer",
        "{'n':'engagement','u':'https://a.b/','sd':[]}|sd|sd is an array; expected an integer",
        "{'n':'pageview','n':'x','u':'https://a.b/'}|n|n is there twice; expected once",
        "[]|request|the body is an array; expected an object"
      })
  void post_wrongField_is400InPlausiblesShape(String body, String field, String message) {
    Answer answer = gateway.post("/api/event", body.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().body())
        .isEqualTo("{\"errors\":{\"" + field + "\":[\"" + message + "\"]}}");
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"n,121", "u,2001"})
  void post_longField_is400(String field, int length) {
    String other = field.equals("n") ? "\"u\":\"https://a.b/\"" : "\"n\":\"pageview\"";
    Answer answer =
        gateway.post(
            "/api/event", "{\"" + field + "\":\"" + "x".repeat(length) + "\"," + other + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors")).hasSize(1);
  }

  @Test
  void post_propertiesOver4KiB_is400() {
    Answer answer =
        gateway.post(
            "/api/event",
            "{\"n\":\"x\",\"u\":\"https://a.b/\",\"p\":{\"a\":\"" + "x".repeat(5000) + "\"}}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").path("props").get(0).asText()).contains("4096");
  }

  @Test
  void post_oneBadDomainInAList_refusesAll() {
    String list = "a.b," + "x".repeat(256);
    Answer answer =
        gateway.post(
            "/api/event", "{\"n\":\"pageview\",\"u\":\"https://a.b/\",\"d\":\"" + list + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("errors").path("domain")).hasSize(1);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(2);
  }

  @Test
  void post_siteNotListed_is202AndDropped() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of("a.com"), 9, 1 << 20));
    Answer answer =
        gateway.post(
            "/api/event", "{\"n\":\"pageview\",\"u\":\"https://x/\",\"d\":\"a.com,b.com\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEqualTo("ok");
    assertThat(answer.header("x-plausible-dropped")).isEqualTo("1");
    assertThat(gateway.kafka.acknowledged()).hasSize(1);
    assertThat(gateway.refused("site_not_allowed")).isEqualTo(1);
  }

  @Test
  void post_markedAsBot_isKeptAndToldAsDropped() {
    gateway.close();
    gateway = Bots.gateway();
    Answer answer = gateway.browser("/api/event", "{\"n\":\"pageview\",\"u\":\"https://a.b/\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("x-plausible-dropped")).isEqualTo("1");
    assertThat(gateway.published().get(0).path("bot").asText()).isEqualTo("test");
  }

  @Test
  void post_kafkaAway_is503InPlausiblesShape() {
    gateway.kafka.mode(Mode.AWAY);
    Answer answer = gateway.post("/api/event", "{\"n\":\"pageview\",\"u\":\"https://a.b/\"}");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.raw().body()).isEqualTo("{\"errors\":{\"request\":[\"come back later\"]}}");
  }
}
