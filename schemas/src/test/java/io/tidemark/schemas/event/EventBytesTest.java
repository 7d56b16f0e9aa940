package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are scanned in place, and that all others are read all the same. */
class EventBytesTest {
  private static final String HEAD = "{\"site_id\":\"s\",\"event_type\":\"page_view\",";
  private static final String TIME = "\"timestamp\":\"2026-03-01T11:59:59.123Z\"";
  private static final String EVERY_FIELD =
      """
      {"site_id":"shop.example","event_type":"page_view","path":"/a/b","user_id":"u1",\
      "session_id":"s1","timestamp":"2026-02-28T10:00:00.123Z","event_id":"e1",\
      "referrer":"https://r.example/x?y=z#1","user_agent":"Mozilla/5.0 (X11; Linux x86_64)",\
      "referrer_host":"r.example","utm_source":"a","utm_medium":"b","utm_campaign":"c",\
      "browser":"Firefox","os":"Linux","device":"desktop","country":"NL","language":"en",\
      "bot":"ua","properties":{"plan":"pro","price":-12.50,"n":null,"ok":true,"no":false},\
      "count":1000000}""";

  private final SameAsReader same = new SameAsReader();

  @Test
  void read_everyField_isScannedInPlace() {
    byte[] json = EVERY_FIELD.getBytes(StandardCharsets.US_ASCII);
    byte[] written = new EventWriter().write(Read.accepted(Read.bytes(json)));
    assertThat(written).as("what the gateway writes").isEqualTo(json);

    EventBytes bytes = new EventBytes();
    assertThat(bytes.read(json, null, Read.ARRIVAL)).isNull();

    assertThat(bytes.isFast()).isTrue();
    assertThat(bytes.source(Field.PATH)).isSameAs(json);
    assertThat(bytes.from(Field.PATH)).isEqualTo(EVERY_FIELD.indexOf("/a/b"));
    assertThat(bytes.to(Field.PATH)).isEqualTo(EVERY_FIELD.indexOf("/a/b") + 4);
    assertThat(same.check(json)).isTrue();
  }

  /** The bytes that the scan reads eight at a time end wherever the event does. */
  @Test
  void read_everyTruncation_isRefusedAsTheReaderDoes() {
    byte[] json = EVERY_FIELD.getBytes(StandardCharsets.US_ASCII);
    for (int length = 0; length < json.length; length++) {
      assertThat(same.check(Arrays.copyOf(json, length))).isFalse();
    }
  }

  @Test
  void read_everyByteChanged_isAsTheReaderReadsIt() {
    byte[] json = EVERY_FIELD.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < json.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = json.clone();
        changed[i] ^= (byte) (1 << bit);
        same.check(changed);
      }
      byte[] without = Arrays.copyOf(json, json.length - 1);
      System.arraycopy(json, i + 1, without, i, without.length - i);
      same.check(without);
    }
  }

  @Test
  void read_eventsOfEveryLength_areScannedInPlace() {
    for (int length = 1; length <= 40; length++) {
      String site = "s".repeat(length);
      assertThat(fast("{'site_id':'" + site + "','event_type':'x'," + TIME + "}")).isTrue();
      assertThat(fast(HEAD + "'path':'/" + site + "'," + TIME + ",'os':'" + site + "'}")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'path':'/\\u0061',T",
        "'path':'/\\\\',T",
        "'path':'/a?b',T",
        "'path':'/é?b',T",
        "'path':'/é#b',T",
        "'path':'/é\\\\',T",
        "'path':'/é\u0001',T",
        "'path':'/é\u007f',T",
        "'path':'/\u007f',T",
        "'path':'/a#b',T",
        "'path':'?',T",
        "'path':'',T",
        "'path':'/', T",
        "'path':'/',T,'x':1",
        "'path':'/',T,'ip':'192.0.2.1'",
        "'path':'/',T,'eventId':'e'",
        "'path':'/',T,T",
        "'path':'/',T,'event_id':null",
        "'path':'/',T,'event_id':7",
        "'path':'/',T,'os':'a','os':'b'",
        "'path':'/',T,'os':'a','browser':'b'",
        "'path':'/',T,'count':1.0",
        "'path':'/',T,'count':0",
        "'path':'/',T,'count':01",
        "'path':'/',T,'count':1000001",
        "'path':'/',T,'count':10000000",
        "'path':'/',T,'count':-1",
        "'path':'/',T,'count':",
        "'path':'/',T,'properties':{'a':1,'a':2}",
        "'path':'/',T,'properties':{'a':{}}",
        "'path':'/',T,'properties':{'a':[1]}",
        "'path':'/',T,'properties':{'a':1e5}",
        "'path':'/',T,'properties':{'a':01}",
        "'path':'/',T,'properties':{'a':1.}",
        "'path':'/',T,'properties':{'a':-}",
        "'path':'/',T,'properties':{'a':nul}",
        "'path':'/',T,'properties':{'a'}",
        "'path':'/',T,'properties':{'a':1,}",
        "'path':'/',T,'properties':{ }",
        "'path':'/',T,'properties':{'a':'\\n'}",
        "'path':'/',T,'properties':null",
        "'path':'/','timestamp':1700000000000",
        "'path':'/','timestamp':'2026-03-01T11:59:59Z'",
        "'path':'/','timestamp':'2026-03-01T11:59:59.1234Z'",
        "'path':'/','timestamp':'2026-03-01T11:59:59+00:00'",
        "'path':'/','timestamp':'2026-03-01t11:59:59.123Z'",
        "'path':'/','timestamp':'2026-02-29T11:59:59.123Z'",
        "'path':'/','timestamp':'2016-12-31T23:59:60.123Z'",
        "'path':'/','timestamp':'1969-12-31T23:59:59.123Z'",
        "'path':'/','timestamp':'2026-03-01T12:10:00.001Z'",
        "'path':'/'",
        "'x':1,T",
        "'path':'/',T}}",
        "'path':'/',T,",
      })
  void read_otherThanCanonical_isLeftToTheReader(String rest) {
    assertThat(fast(HEAD + rest + "}")).isFalse();
  }

  @Test
  void read_textThatIsNotAscii_isScannedInPlace() {
    assertThat(fast(HEAD + "'path':'/büro',T,'os':'漢字🦆','bot':'é'}")).isTrue();
    assertThat(fast(HEAD + "'path':'/',T,'properties':{'né':'🦆?#','n':1}}")).isTrue();
  }

  /** Where its bytes are more than the limit, but its characters are not. */
  @Test
  void read_longTextThatIsNotAscii_isLeftToTheReader() {
    assertThat(fast(HEAD + "'path':'/',T,'os':'" + "é".repeat(255) + "'}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "e09fbf",
        "f08fbfbf",
        "eda080",
        "f4908080",
        "fe",
        "c3",
        "e282",
        "f09f98",
        "c328"
      })
  void read_invalidUtf8_isRefusedAsTheReaderDoes(String hex) {
    String bad = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    for (String rest :
        List.of("'path':'/B',T", "'path':'/',T,'os':'Bcdefghi'", "'path':'/',T,'os':'B'")) {
      String json =
          (HEAD + rest + "}")
              .replaceAll("(?<=,)T(?=[,}])", TIME)
              .replace("B", bad)
              .replace('\'', '"');
      assertThat(same.check(json.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }
  }

  @Test
  void read_tenMinutesAhead_isStillScannedInPlace() {
    assertThat(fast(HEAD + "'path':'/','timestamp':'2026-03-01T12:10:00.000Z'}")).isTrue();
    assertThat(fast(HEAD + "'path':'/','timestamp':'1970-01-01T00:00:00.000Z'}")).isTrue();
    assertThat(fast(HEAD + "'path':'/','timestamp':'2024-02-29T23:59:59.999Z'}")).isTrue();
  }

  @Test
  void read_textOfItsLimit_isScannedInPlace_andLongerIsRefused() {
    for (Field field : Field.values()) {
      if (field.limit() > 0 && field.compareTo(Field.USER_AGENT) > 0) {
        String name = field.canonical();
        String most = "x".repeat(field.limit());
        String event = HEAD + "'path':'/'," + TIME + ",'" + name + "':'" + most;
        assertThat(fast(event + "'}")).as(name).isEqualTo(field != Field.IP);
        assertThat(fast(event + "x'}")).as(name).isFalse();
      }
    }
    assertThat(fast(HEAD + "'path':'/" + "x".repeat(2047) + "'," + TIME + "}")).isTrue();
    assertThat(fast(HEAD + "'path':'/" + "x".repeat(2048) + "'," + TIME + "}")).isFalse();
  }

  @Test
  void read_propertiesOfTheirLimit_areScannedInPlace_andLongerAreRefused() {
    String event = HEAD + "'path':'/'," + TIME + ",'properties':{'a':'";
    assertThat(fast(event + "x".repeat(4096 - 8) + "'}}")).isTrue();
    assertThat(fast(event + "x".repeat(4096 - 7) + "'}}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"page_view,true", "page_vie,false", "page_views,false", "page_vieW,false"})
  void isPageView_isOfThatTypeOnly(String type, boolean view) {
    EventBytes bytes = new EventBytes();
    String json = "{'site_id':'s','event_type':'" + type + "','path':'/'," + TIME + "}";
    assertThat(bytes.read(utf8(json), null, Read.ARRIVAL)).isNull();
    assertThat(bytes.isFast()).isTrue();
    assertThat(bytes.isPageView()).isEqualTo(view);
  }

  @Test
  void read_withoutSite_isOfTheKeysSite() {
    EventBytes bytes = new EventBytes();
    byte[] json = utf8("{'path':'/'," + TIME + "}");
    byte[] notUtf8 = {(byte) 0xff};

    assertThat(bytes.read(json, "büro".getBytes(StandardCharsets.UTF_8), Read.ARRIVAL)).isNull();
    assertThat(bytes.text(Field.SITE_ID)).isEqualTo("büro");
    assertThat(bytes.text(Field.PATH)).isEqualTo("/");
    for (byte[] key : new byte[][] {null, {}, notUtf8}) {
      Decoded.Refused refused = bytes.read(json, key, Read.ARRIVAL);
      assertThat(refused)
          .isEqualTo(new EventReader().read(json, new EventDefaults(null, Read.ARRIVAL)));
    }
  }

  @Test
  void read_null_isRefused() {
    assertThat(same.check(null)).isFalse();
  }

  @Test
  void source_ofAbsentField_throws() {
    EventBytes bytes = new EventBytes();
    assertThat(bytes.read(utf8(HEAD + "'path':'/'," + TIME + "}"), null, Read.ARRIVAL)).isNull();
    assertThat(bytes.has(Field.USER_ID)).isFalse();
    assertThat(bytes.has(Field.TIMESTAMP)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> bytes.source(Field.USER_ID))
        .withMessage("the event has no user_id");
    assertThatIllegalStateException().isThrownBy(() -> bytes.from(Field.USER_ID));
    assertThatIllegalStateException().isThrownBy(() -> bytes.to(Field.USER_ID));
  }

  @Test
  void read_randomEventsInTurn_leaveNothingBehind() {
    Random random = new Random(4);
    EventWriter writer = new EventWriter();
    for (int i = 0; i < 200; i++) {
      Event event = i % 2 == 0 ? CanonicalEvents.event(random) : RandomEvents.event(random);
      same.check(writer.write(event));
    }
  }

  private boolean fast(String json) {
    return same.check(utf8(json));
  }

  private static byte[] utf8(String json) {
    String text = json.replaceAll("(?<=,)T(?=[,}])", TIME).replace('\'', '"');
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
