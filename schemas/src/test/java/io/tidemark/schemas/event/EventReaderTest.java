package io.tidemark.schemas.event;

import static io.tidemark.schemas.event.Read.accepted;
import static io.tidemark.schemas.event.Read.assertRefused;
import static io.tidemark.schemas.event.Read.json;
import static io.tidemark.schemas.event.Read.refused;
import static io.tidemark.schemas.event.Read.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private final EventReader reader = new EventReader();

  @Test
  void read_everyField_keepsEach() {
    Event event =
        accepted(
            json(
                """
                {"site_id":"shop","event_type":"buy","path":"/cart","user_id":"u","session_id":"se",
                 "timestamp":"2026-02-28T10:00:00.123Z","event_id":"e1","referrer":"https://r.example/x",
                 "user_agent":"curl/8","ip":"192.0.2.1","referrer_host":"r.example","utm_source":"a",
                 "utm_medium":"b","utm_campaign":"c","browser":"Firefox","os":"Linux",
                 "device":"desktop","country":"NL","language":"en","bot":"ua",
                 "properties":{ "a" : [1, 2.50, true, null, "x"] },"count":7}
                """));
    assertThat(event)
        .isEqualTo(
            new Event(
                "shop",
                "buy",
                "/cart",
                "u",
                "se",
                1772272800123L,
                "e1",
                "https://r.example/x",
                "curl/8",
                "192.0.2.1",
                "r.example",
                "a",
                "b",
                "c",
                "Firefox",
                "Linux",
                "desktop",
                "NL",
                "en",
                "ua",
                "{\"a\":[1,2.50,true,null,\"x\"]}",
                7));
  }

  @Test
  void read_camelCaseAliases_areTheSameFields() {
    Event event =
        accepted(
            json(
                """
                {"siteId":"s","eventType":"e","userId":"u","sessionId":"x","eventId":"i",
                 "userAgent":"a"}
                """));
    assertThat(event.siteId()).isEqualTo("s");
    assertThat(event.eventType()).isEqualTo("e");
    assertThat(event.userId()).isEqualTo("u");
    assertThat(event.sessionId()).isEqualTo("x");
    assertThat(event.eventId()).isEqualTo("i");
    assertThat(event.userAgent()).isEqualTo("a");
  }

  @Test
  void read_onlyAPath_takesTheDefaults() {
    Event event = accepted(json("{\"path\":\"/\"}"));
    assertThat(event.siteId()).isEqualTo("default");
    assertThat(event.eventType()).isEqualTo("page_view");
    assertThat(event.isPageView()).isTrue();
    assertThat(event.timestampMs()).isEqualTo(Read.ARRIVAL);
    assertThat(event.count()).isEqualTo(1);
    assertThat(event.userId()).isNull();
    assertThat(event.eventId()).isNull();
  }

  @Test
  void read_ownSite_winsOverTheDefault() {
    assertThat(accepted(with("'count':1")).siteId()).isEqualTo("s");
  }

  @Test
  void read_nullsAndEmptyStrings_areAbsent() {
    Event event =
        accepted(
            json(
                """
                {"site_id":null,"event_type":"","path":"/","user_id":"","session_id":null,
                 "timestamp":null,"event_id":"","properties":null,"count":null,"referrer":""}
                """));
    assertThat(event).isEqualTo(accepted(json("{\"path\":\"/\"}")));
  }

  @Test
  void read_blankText_isKept() {
    assertThat(accepted(with("'user_id':' '")).userId()).isEqualTo(" ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"path\":\"/\"}",
        "{\"path\":\"/\",\"site_id\":\"\"}",
        "{\"path\":\"/\",\"siteId\":null}"
      })
  void read_noSiteAndNoDefault_namesTheSetting(String json) {
    Decoded decoded = reader.read(json.getBytes(StandardCharsets.UTF_8), Read.NO_SITE);
    assertRefused(decoded, RefusalCode.MISSING_FIELD, "site_id");
    assertThat(refused(decoded).message()).contains("TIDEMARK_DEFAULT_SITE");
  }

  @Test
  void read_defaultSiteThatIsNoSite_isRefused() {
    byte[] json = "{\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        reader.read(json, new EventDefaults("a\u0000b", 0)), RefusalCode.INVALID_VALUE, "site_id");
    assertRefused(
        reader.read(json, new EventDefaults("a".repeat(256), 0)), RefusalCode.TOO_LONG, "site_id");
    assertRefused(
        reader.read(json, new EventDefaults("", 0)), RefusalCode.MISSING_FIELD, "site_id");
  }

  @ParameterizedTest
  @CsvSource({
    "site_id,255",
    "event_type,100",
    "user_id,255",
    "session_id,255",
    "event_id,128",
    "referrer,2048",
    "user_agent,1024",
    "ip,45",
    "referrer_host,255",
    "utm_source,255",
    "utm_medium,255",
    "utm_campaign,255",
    "browser,255",
    "os,255",
    "device,255",
    "country,255",
    "language,255",
    "bot,255",
    "path,2048"
  })
  void read_textAtAndOverItsLimit_countsCodePoints(String field, int limit) {
    for (String character : new String[] {"a", "é", "漢", "🦆"}) {
      String base = field.equals("path") ? "{" : "{\"path\":\"/\",";
      String fits = base + "\"" + field + "\":\"" + character.repeat(limit) + "\"}";
      accepted(json(fits));
      String over = base + "\"" + field + "\":\"" + character.repeat(limit + 1) + "\"}";
      assertRefused(json(over), RefusalCode.TOO_LONG, field);
      assertThat(refused(json(over)).message())
          .contains(field + " has " + (limit + 1) + " characters")
          .contains("at most " + limit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site_id",
        "event_type",
        "path",
        "user_id",
        "session_id",
        "event_id",
        "referrer",
        "user_agent",
        "ip",
        "referrer_host",
        "utm_source",
        "browser",
        "bot"
      })
  void read_controlCharactersAndLoneSurrogates_areRefused(String field) {
    for (String bad :
        new String[] {
          "\\u0000",
          "\\n",
          "\\t",
          "\\u001f",
          "\\u007f",
          "\u007f",
          "\\ud83e",
          "\\udd86",
          "\\udd86\\ud83e",
          "\\ud83ex",
          "\\ud83e\\ud83e"
        }) {
      String json = "{\"" + field + "\":\"/a" + bad + "b\"}";
      assertRefused(json(json), RefusalCode.INVALID_VALUE, field);
    }
  }

  @Test
  void read_escapedSurrogatePair_isOneCharacter() {
    assertThat(accepted(with("'user_id':'\\ud83e\\udd86'")).userId()).isEqualTo("🦆");
  }

  @ParameterizedTest
  @CsvSource({
    "'1',a number",
    "'true',true or false",
    "'[\"a\"]',an array",
    "'{\"a\":1}',an object"
  })
  void read_wrongJsonType_isRefusedWithBothTypes(String value, String type) {
    for (Field field : Field.values()) {
      if (field == Field.TIMESTAMP && value.equals("1")
          || field == Field.COUNT && value.equals("1")
          || field == Field.PROPERTIES && value.startsWith("{")) {
        continue;
      }
      Decoded decoded = json("{\"" + field.canonical() + "\":" + value + "}");
      assertRefused(decoded, RefusalCode.INVALID_TYPE, field.canonical());
      assertThat(refused(decoded).message())
          .startsWith(field.canonical() + " is " + type + "; expected ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'path':'/','path':'/'}",
        "{'path':'/','user_id':'a','userId':'a'}",
        "{'path':'/','site_id':null,'siteId':'a'}",
        "{'path':'/','event_id':'','event_id':''}",
        "{'path':'/','x':1,'x':2}",
        "{'path':'/','properties':{'a':1,'a':2}}",
        "{'path':'/','properties':{'a':{'b':1,'c':2,'b':3}}}"
      })
  void read_sameNameTwice_isRefused(String json) {
    assertThat(refused(json(json.replace('\'', '"'))).code())
        .isEqualTo(RefusalCode.DUPLICATE_FIELD);
  }

  @Test
  void read_unknownFields_areIgnored() {
    Event event = accepted(with("'x':{'path':[{'site_id':3}]},'y':[[1],2],'z':'\\u0000','PATH':7"));
    assertThat(event).isEqualTo(accepted(with("'count':1")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "/a?utm_source=x&utm_medium=y&utm_campaign=z#f,/a,x,y,z",
        "/a#f?utm_source=x,/a,null,null,null",
        "/a?,/a,null,null,null",
        "/a?utm_source=b%C3%BCro+1%21&q=utm_medium=n,/a,büro 1!,null,null",
        "/a?utm_source=&utm_medium=%,/a,null,null,null",
        "/a?utm_source=%ff&utm_medium=%00&utm_campaign=ok&utm_campaign=no,/a,null,null,ok",
        "/a?xutm_source=1&UTM_SOURCE=2,/a,null,null,null"
      })
  void read_pathWithQuery_isCutAndGivesTheCampaign(
      String path, String cut, String source, String medium, String campaign) {
    Event event = accepted(json("{\"path\":\"" + path + "\"}"));
    assertThat(event.path()).isEqualTo(cut);
    assertThat(event.utmSource()).isEqualTo(source);
    assertThat(event.utmMedium()).isEqualTo(medium);
    assertThat(event.utmCampaign()).isEqualTo(campaign);
  }

  @Test
  void read_campaignFieldAndQuery_theFieldWins() {
    Event event = accepted(json("{\"utm_source\":\"a\",\"path\":\"/?utm_source=b&utm_medium=c\"}"));
    assertThat(event.utmSource()).isEqualTo("a");
    assertThat(event.utmMedium()).isEqualTo("c");
  }

  @Test
  void read_longQuery_doesNotCountForThePathsLimit() {
    String path = "/" + "a".repeat(2047);
    assertThat(accepted(json("{\"path\":\"" + path + "?" + "q".repeat(5000) + "\"}")).path())
        .isEqualTo(path);
    assertThat(accepted(json("{\"path\":\"/?utm_source=" + "q".repeat(256) + "\"}")).utmSource())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=b", "#top", "?"})
  void read_pathWithNothingBeforeTheQuery_isRefusedForAViewOnly(String path) {
    assertRefused(json("{\"path\":\"" + path + "\"}"), RefusalCode.INVALID_VALUE, "path");
    Event other = accepted(json("{\"event_type\":\"x\",\"path\":\"" + path + "\"}"));
    assertThat(other.path()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"path\":\"\"}", "{\"path\":null}", "{\"event_type\":\"page_view\"}"})
  void read_viewWithoutPath_isRefused(String json) {
    assertRefused(json(json), RefusalCode.MISSING_FIELD, "path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "1000001",
        "1e18",
        "1.5",
        "1.0",
        "1e0",
        "1000000000000000000",
        "99999999999999999999999999"
      })
  void read_countOutOfRange_isRefused(String count) {
    assertRefused(with("'count':" + count), RefusalCode.INVALID_COUNT, "count");
    assertThat(refused(with("'count':" + count)).message()).contains(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000_000})
  void read_countInRange_isTaken(int count) {
    assertThat(accepted(with("'count':" + count)).count()).isEqualTo(count);
  }

  @Test
  void read_countAsString_isAWrongType() {
    assertRefused(with("'count':'3'"), RefusalCode.INVALID_TYPE, "count");
  }

  @Test
  void read_propertiesAtAndOverTheirLimit_countsCompactBytes() {
    // {"a":"…"} is 8 bytes and the text; a duck is four.
    String ducks = "🦆".repeat((4096 - 8) / 4);
    accepted(with("'properties':{  'a'  :  '" + ducks + "'  }"));
    assertRefused(with("'properties':{'a':'" + ducks + "x'}"), RefusalCode.TOO_LONG, "properties");
    assertRefused(
        with("'properties':{'a':['" + "x".repeat(1_000_000) + "',1,{}]},'count':1"),
        RefusalCode.TOO_LONG,
        "properties");
  }

  @Test
  void read_propertiesWithEscapes_areCopiedWithTheLeast() {
    assertThat(
            accepted(
                    with(
                        "'properties':{'\\u0061\\n':'\\u00e9\\/\\\\\\'\\u0001\\ud83e\\udd86'}"
                            .replace("\\'", "\\\"")))
                .properties())
        .isEqualTo("{\"a\\n\":\"é/\\\\\\\"\\u0001🦆\"}");
  }

  @Test
  void read_propertiesWithNumbers_keepsThemAsWritten() {
    String numbers = "{'a':1.10,'b':1E400,'c':123456789012345678901234567890,'d':-0}";
    assertThat(accepted(with("'properties':" + numbers)).properties())
        .isEqualTo(numbers.replace('\'', '"'));
  }

  @Test
  void read_propertiesWithALoneSurrogate_isRefused() {
    assertRefused(with("'properties':{'a':'\\ud800'}"), RefusalCode.INVALID_VALUE, "properties");
    assertRefused(with("'properties':{'\\ud800':1}"), RefusalCode.INVALID_JSON, null);
  }

  @Test
  void refusal_quotesFortyCharactersAtMost() {
    String message = refused(with("'timestamp':'" + "🦆\\u0000".repeat(1000) + "'")).message();
    assertThat(message).hasSizeLessThan(260).contains("\\u0000").contains("…\"; expected ISO");
  }
}
