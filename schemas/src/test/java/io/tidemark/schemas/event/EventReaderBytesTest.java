package io.tidemark.schemas.event;

import static io.tidemark.schemas.event.Read.accepted;
import static io.tidemark.schemas.event.Read.assertRefused;
import static io.tidemark.schemas.event.Read.bytes;
import static io.tidemark.schemas.event.Read.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not one JSON object in UTF-8. */
class EventReaderBytesTest {

  @Test
  void read_nullEmptyOrBlank_isRefused() {
    assertRefused(new EventReader().read(null, Read.DEFAULTS), RefusalCode.INVALID_JSON, null);
    assertRefused(json(""), RefusalCode.INVALID_JSON, null);
    assertRefused(json(" \n\t "), RefusalCode.INVALID_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"path\":\"/\"}]", "\"x\"", "1", "true", "null", "1.5"})
  void read_otherThanAnObject_isAWrongType(String json) {
    assertRefused(json(json), RefusalCode.INVALID_TYPE, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"path\"",
        "{\"path\":",
        "{\"path\":\"/",
        "{\"path\":\"/\"",
        "{\"path\":\"/\",",
        "{\"path\":\"/\",}",
        "{\"path\":\"/\" \"a\":1}",
        "{path:\"/\"}",
        "{'path':'/'}",
        "hello",
        "{\"path\":\"/\"}x",
        "{\"path\":\"/\"}{}",
        "{\"path\":\"/\"},",
        "{\"path\":\"/\"}]",
        "{\"path\":\"/\\x\"}",
        "{\"path\":\"/\\u12\"}",
        "{\"path\":\"/\n\"}",
        "{\"count\":01}",
        "{\"count\":+1}",
        "{\"count\":1.}",
        "{\"count\":.5}",
        "{\"count\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1/*c*/}",
        "{\"a\":tru}",
        "[",
        "[1,]",
        "{\"a\":[}",
        "{\"a\":undefined}",
        "{\"properties\":{\"a\":",
        "{\"properties\":{\"a\":[1,"
      })
  void read_notJson_isRefused(String json) {
    assertRefused(json(json), RefusalCode.INVALID_JSON, null);
  }

  @Test
  void read_everyTruncation_isRefused() {
    String whole =
        "{\"site_id\":\"s\",\"path\":\"/é🦆\",\"properties\":{\"a\":[1,{\"b\":null}]},\"x\":[{}],"
            + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"count\":12}";
    byte[] all = whole.getBytes(StandardCharsets.UTF_8);
    accepted(bytes(all));
    for (int length = 0; length < all.length; length++) {
      Decoded decoded = bytes(java.util.Arrays.copyOf(all, length));
      assertThat(Read.refused(decoded).code())
          .as("first %d bytes", length)
          .isIn(RefusalCode.INVALID_JSON, RefusalCode.INVALID_UTF8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", "bf", "c0af", "c080", "c1bf", "e080af", "e09fbf", "f08080af", "f08fbfbf", "eda080",
        "edbfbf", "eda0bdedb88a", "f4908080", "f5808080", "fe", "ff", "c3", "c328", "e282",
            "e228a1",
        "f09f", "f09f98", "f0288cbc", "f8a1a1a1a1"
      })
  void read_invalidUtf8_isRefusedWhereverItStands(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    String[][] places = {
      {"{\"path\":\"/", "\"}"}, {"{\"path\":\"/\",\"unknown\":\"", "\"}"},
      {"{\"path\":\"/\",\"", "\":1}"}, {"{\"path\":\"/\",\"properties\":{\"a\":\"", "\"}}"},
      {"{\"path\":\"/\"}", ""}, {"", "{\"path\":\"/\"}"}
    };
    for (String[] place : places) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(place[0].getBytes(StandardCharsets.UTF_8));
      all.writeBytes(bad);
      all.writeBytes(place[1].getBytes(StandardCharsets.UTF_8));
      assertRefused(bytes(all.toByteArray()), RefusalCode.INVALID_UTF8, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void read_otherUnicodeEncodings_areRefused(String charset) {
    Decoded decoded = bytes("{\"path\":\"/\"}".getBytes(Charset.forName(charset)));
    assertThat(Read.refused(decoded).code())
        .isIn(RefusalCode.INVALID_JSON, RefusalCode.INVALID_UTF8);
  }

  @Test
  void read_byteOrderMark_isTaken() {
    assertThat(accepted(json("\ufeff{\"path\":\"/\"}")).path()).isEqualTo("/");
  }

  @Test
  void read_rawNulByte_isRefused() {
    assertRefused(json("{\"path\":\"/\u0000\"}"), RefusalCode.INVALID_JSON, null);
    assertRefused(json("{\"path\":\"/\"}\u0000"), RefusalCode.INVALID_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "properties", "path", "timestamp"})
  void read_deepNesting_isRefusedNotACrash(String field) {
    for (String open : new String[] {"[", "{\"a\":"}) {
      String deep = "{\"" + field + "\":" + open.repeat(300_000);
      Refusal refusal = Read.refused(json(deep));
      assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_JSON);
      assertThat(refusal.message()).contains("64 levels");
    }
  }

  @Test
  void read_nestingWithinTheBound_isTaken() {
    String nested = "[".repeat(62) + "]".repeat(62);
    accepted(json("{\"path\":\"/\",\"x\":" + nested + "}"));
    accepted(json("{\"path\":\"/\",\"properties\":{\"a\":" + nested + "}}"));
  }

  @Test
  void read_hugeNumbersAndNames_areRefusedNotACrash() {
    json("{\"path\":\"/\",\"count\":" + "9".repeat(100_000) + "}");
    json("{\"path\":\"/\",\"count\":1e" + "9".repeat(900) + "}");
    json("{\"path\":\"/\",\"timestamp\":1e999999999}");
    json("{\"path\":\"/\",\"properties\":{\"a\":1e999999999}}");
    Decoded longName = json("{\"path\":\"/\",\"" + "n".repeat(1_000_000) + "\":1}");
    assertRefused(longName, RefusalCode.INVALID_JSON, null);
  }

  @Test
  void read_tenMegabytesOfText_isTooLong() {
    String json = "{\"path\":\"/" + "a".repeat(10_000_000) + "\"}";
    assertRefused(json(json), RefusalCode.TOO_LONG, "path");
  }

  @Test
  void read_manyUnknownFields_isTaken() {
    StringBuilder json = new StringBuilder("{\"path\":\"/\"");
    for (int i = 0; i < 50_000; i++) {
      json.append(",\"n").append(i).append("\":").append(i);
    }
    accepted(json(json.append('}').toString()));
  }

  @Test
  void refusal_ofBytesThatAreNotJson_tellsWhereAndStaysShort() {
    String message =
        Read.refused(json("{\"path\":\"/\",\n  " + "y".repeat(10_000) + "}")).message();
    assertThat(message).startsWith("not valid JSON at line 2, column ").hasSizeLessThan(250);
  }
}
