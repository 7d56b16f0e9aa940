package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.ingest.GatewayUnderTest.Answer;
import io.tidemark.ingest.publish.MemoryPublisher.Mode;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UmamiRouteTest {
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String SITE = "86d4095c-a2a8-4fc8-9521-103e858e2b41";
  private static final String AT = "'timestamp':'2026-03-01T12:00:00.000Z'";

  private GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void countersBalance_andClose() {
    assertThat(gateway.counted("tidemark.ingest.received"))
        .isEqualTo(
            gateway.counted("tidemark.ingest.accepted")
                + gateway.counted("tidemark.ingest.refused"));
    gateway.close();
  }

  private static String send(String type, String payload) {
    return ("{'type':'" + type + "','payload':{" + payload + "}}").replace('\'', '"');
  }

  @Test
  void post_trackersPageView_isAViewWithASession() {
    String body =
        send(
            "event",
            "'website':'"
                + SITE
                + "','screen':'1920x1080','language':'en-US','title':'Shop','hostname':'shop.example',"
                + "'url':'https://shop.example/a?utm_campaign=c#x','referrer':''");
    Answer answer = gateway.browser("/api/send", body, "x-umami-cache", "whatever");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .containsExactly("cache", "sessionId", "visitId");
    assertThat(answer.json().path("sessionId").asText()).matches(UUID);
    assertThat(answer.json().path("visitId").asText()).matches(UUID);
    assertThat(answer.json().path("cache").asText()).isNotBlank();
    assertThat(gateway.publishedText())
        .containsExactly(
            ("{'site_id':'"
                    + SITE
                    + "','event_type':'page_view','path':'/a',"
                    + AT
                    + ",'user_agent':'"
                    + GatewayUnderTest.BROWSER
                    + "','utm_campaign':'c','language':'en',"
                    + "'properties':{'title':'Shop','screen':'1920x1080'}}")
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "event|'hostname':'a.b','url':'/x','name':'Signup','data':{'plan':'pro','n':2.50},'tag':'t'"
            + "|'event_type':'Signup','path':'/x',T,'properties':{'plan':'pro','n':2.50,'tag':'t'}",
        "event|'website':'a.b','hostname':'w','url':'/x','name':'','referrer':'https://w/y'"
            + "|'event_type':'page_view','path':'/x',T",
        "event|'website':'a.b','hostname':'w','url':'https://w/x','referrer':'https://news.example/'"
            + "|'event_type':'page_view','path':'/x',T,'referrer':'https://news.example/'",
        "event|'website':'a.b','name':'tick'|'event_type':'tick',T",
        "event|'website':'a.b','url':'/','id':'ann'|'event_type':'page_view','path':'/','user_id':'ann',T",
        "identify|'website':'a.b','id':'ann','url':'/','data':{'plan':'pro'}"
            + "|'event_type':'identify','path':'/','user_id':'ann',T,'properties':{'plan':'pro'}",
        "performance|'website':'a.b','url':'/','lcp':1200.5,'cls':0,'ttfb':30,'duration':10000"
            + "|'event_type':'performance','path':'/',T,'properties':{'lcp':1200.5,'cls':0,'ttfb':30,'duration':10000}",
        "event|'website':'a.b','url':'/x','userAgent':'Tv/1','browser':'b','os':'o','device':'d'"
            + "|'event_type':'page_view','path':'/x',T,'user_agent':'Tv/1','browser':'b','os':'o','device':'d'",
        "event|'website':'a.b','url':'/x','ip':'192.0.2.1','title':null,'data':{}|'event_type':'page_view','path':'/x',T"
      })
  void post_event_isPublishedAs(String type, String payload, String published) {
    Answer answer = gateway.post("/api/send", send(type, payload));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(gateway.publishedText())
        .containsExactly(
            ("{'site_id':'a.b'," + published.replace(",T", "," + AT) + "}").replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1772359200", "'1772359200'"})
  void post_timestamp_isInSeconds(String seconds) {
    gateway.post("/api/send", send("event", "'website':'a','url':'/','timestamp':" + seconds));
    assertThat(gateway.published().get(0).path("timestamp").asText())
        .isEqualTo("2026-03-01T10:00:00.000Z");
  }

  @Test
  void post_sameUserTwice_hasOneSession() {
    String ann = send("event", "'website':'a','url':'/','id':'ann'");
    JsonNode first = gateway.post("/api/send", ann).json();
    assertThat(gateway.post("/api/send", ann).json()).isEqualTo(first);
    JsonNode other = gateway.post("/api/send", ann.replace("ann", "bob")).json();
    assertThat(other.path("sessionId")).isNotEqualTo(first.path("sessionId"));
    assertThat(first.toString()).doesNotContain("ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}|type",
        "[]|",
        "7|",
        "{'type':1,'payload':{}}|type",
        "{'type':'pixel','payload':{}}|type",
        "{'type':'event'}|payload",
        "{'type':'event','payload':[]}|payload",
        "{'type':'event','payload':{},'payload':{}}|payload",
        "{'type':'event','payload':{'website':'a'}}|payload.url",
        "{'type':'event','payload':{'website':{},'url':'/'}}|payload.website",
        "{'type':'event','payload':{'website':'a','url':'/','hostname':1}}|payload.hostname",
        "{'type':'event','payload':{'website':'a','url':1}}|payload.url",
        "{'type':'event','payload':{'website':'a','url':'/','referrer':[]}}|payload.referrer",
        "{'type':'event','payload':{'website':'a','url':'/','title':1}}|payload.title",
        "{'type':'event','payload':{'website':'a','url':'/','language':true}}|payload.language",
        "{'type':'event','payload':{'website':'a','url':'/','screen':{}}}|payload.screen",
        "{'type':'event','payload':{'website':'a','url':'/','name':5}}|payload.name",
        "{'type':'event','payload':{'website':'a','url':'/','tag':5}}|payload.tag",
        "{'type':'event','payload':{'website':'a','url':'/','data':'x'}}|payload.data",
        "{'type':'event','payload':{'website':'a','url':'/','data':[1]}}|payload.data",
        "{'type':'event','payload':{'website':'a','url':'/','id':5}}|payload.id",
        "{'type':'event','payload':{'website':'a','url':'/','userAgent':5}}|payload.userAgent",
        "{'type':'event','payload':{'website':'a','url':'/','timestamp':'x'}}|payload.timestamp",
        "{'type':'event','payload':{'website':'a','url':'/','timestamp':1.5}}|payload.timestamp",
        "{'type':'event','payload':{'website':'a','url':'/','timestamp':-1}}|payload.timestamp",
        "{'type':'event','payload':{'website':'a','url':'/','timestamp':1772359200000}}|payload.timestamp",
        "{'type':'event','payload':{'website':'a','url':'/','timestamp':99999999999999999999}}|payload.timestamp",
        "{'type':'performance','payload':{'website':'a','lcp':'x'}}|payload.lcp",
        "{'type':'event','payload':{'website':'a','url':'/','url':'/'}}|payload.url"
      })
  void post_wrongField_is400InUmamisShape(String body, String field) {
    Answer answer = gateway.post("/api/send", body.replace('\'', '"'));
    JsonNode error = answer.json().path("error");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(error.path("code").asText()).isEqualTo("bad-request");
    assertThat(error.path("status").asInt()).isEqualTo(400);
    assertThat(error.path("message").asText()).isNotBlank();
    assertThat(error.path("field").asText(null)).isEqualTo(field);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
    assertThat(gateway.counted("tidemark.ingest.refused")).isEqualTo(1);
  }

  @Test
  void post_noSiteAndNoDefault_is400() {
    gateway.close();
    gateway = new GatewayUnderTest(GatewayUnderTest.config(null, Set.of("a"), 9, 1 << 20));
    assertThat(gateway.post("/api/send", send("event", "'url':'/'")).status()).isEqualTo(400);
    Answer answer = gateway.post("/api/send", send("event", "'website':'b','url':'/'"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("error").path("code").asText()).isEqualTo("forbidden");
  }

  @Test
  void post_markedAsBot_beepsAndIsKept() {
    gateway.close();
    gateway = Bots.gateway();
    Answer answer = gateway.browser("/api/send", send("event", "'website':'a','url':'/'"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body()).isEqualTo("{\"beep\":\"boop\"}");
    assertThat(gateway.kafka.acknowledged()).hasSize(1);
  }

  @Test
  void post_kafkaAway_is503InUmamisShape() {
    gateway.kafka.mode(Mode.AWAY);
    Answer answer = gateway.post("/api/send", send("event", "'website':'a','url':'/'"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.raw().body())
        .isEqualTo(
            "{\"error\":{\"message\":\"come back later\",\"code\":\"server-error\",\"status\":503}}");
  }

  @Test
  void batch_withABadOne_tellsIt() {
    String good = send("event", "'website':'a','url':'/','id':'ann'");
    Answer answer = gateway.post("/api/batch", "[" + good + ",7," + good + "]");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body())
        .matches(
            "\\{\"size\":3,\"processed\":2,\"errors\":1,\"details\":\\[\\{\"index\":1,\"response\":"
                + "\\{\"error\":\\{\"message\":\"the event is a number; expected .*\","
                + "\"code\":\"bad-request\",\"status\":400}}}],\"cache\":\""
                + UUID
                + "\\."
                + UUID
                + "\"}");
    assertThat(gateway.kafka.acknowledged()).hasSize(2);
  }

  @Test
  void batch_ofNothing_isNoError() {
    assertThat(gateway.post("/api/batch", "[]").raw().body())
        .isEqualTo("{\"size\":0,\"processed\":0,\"errors\":0,\"details\":[],\"cache\":null}");
    assertThat(gateway.post("/api/batch", "[1,2]").status()).isEqualTo(200);
    assertThat(gateway.counted("tidemark.ingest.received")).isEqualTo(2);
  }

  @Test
  void batch_tooLargeOrNoArray_is400() {
    String good = send("event", "'website':'a','url':'/'");
    String many = String.join(",", Collections.nCopies(1001, good));
    assertThat(gateway.post("/api/batch", "[" + many + "]").status()).isEqualTo(400);
    assertThat(gateway.refused("batch_too_large")).isEqualTo(1001);
    assertThat(gateway.post("/api/batch", good).status()).isEqualTo(400);
    assertThat(gateway.kafka.acknowledged()).isEmpty();
  }

  @Test
  void batch_kafkaAway_is503() {
    gateway.kafka.mode(Mode.AWAY);
    String good = send("event", "'website':'a','url':'/'");
    assertThat(gateway.post("/api/batch", "[" + good + "]").status()).isEqualTo(503);
  }
}
