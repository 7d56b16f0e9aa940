package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
  private static final String GOOD = "{\"path\":\"/\"}";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1000})
  void read_batchOfAllowedSize_hasEveryEvent(int size) {
    String array = "[" + String.join(",", Collections.nCopies(size, GOOD)) + "]";
    assertThat(events(array)).hasSize(size).allMatch(Decoded.Accepted.class::isInstance);
    assertThat(events("{\"events\":" + array + "}")).hasSize(size);
    assertThat(events("{\"sent\":{\"events\":[]},\"events\":" + array + ",\"x\":[1]}"))
        .hasSize(size);
  }

  @Test
  void read_emptyBatch_isRefused() {
    assertThat(refused("[]").refusal().code()).isEqualTo(RefusalCode.EMPTY_BATCH);
    assertThat(refused("{\"events\":[]}").refusal().code()).isEqualTo(RefusalCode.EMPTY_BATCH);
    assertThat(refused("[]").events()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 5000})
  void read_tooManyEvents_isRefusedWithTheirNumber(int size) {
    BatchDecoded.Refused refused =
        refused("[" + String.join(",", Collections.nCopies(size, GOOD)) + "]");
    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.BATCH_TOO_LARGE);
    assertThat(refused.refusal().message()).contains(size + " events");
    assertThat(refused.events()).isEqualTo(size);
  }

  @Test
  void read_badEventsAmongGood_areRefusedAlone() {
    List<Decoded> events =
        events(
            "["
                + GOOD
                + ",1,null,\"x\",[{\"path\":\"/\"}],{\"path\":{\"a\":[1]},\"x\":[[2]]},"
                + "{\"properties\":{\"a\":1,\"a\":{\"b\":[1,2]}},\"path\":\"/\"},"
                + GOOD
                + "]");
    assertThat(events).hasSize(8);
    assertThat(events.get(0)).isInstanceOf(Decoded.Accepted.class);
    assertThat(events.subList(1, 7)).allMatch(Decoded.Refused.class::isInstance);
    assertThat(events.get(7)).isInstanceOf(Decoded.Accepted.class);
  }

  @Test
  void read_syntaxErrorInTheMiddle_refusesAll() {
    assertThat(refused("[" + GOOD + "," + GOOD + ",{\"path\":}," + GOOD + "]").refusal().code())
        .isEqualTo(RefusalCode.INVALID_JSON);
    assertThat(refused("[" + GOOD + "]x").refusal().code()).isEqualTo(RefusalCode.INVALID_JSON);
    assertThat(refused("{\"events\":[" + GOOD + "]").refusal().code())
        .isEqualTo(RefusalCode.INVALID_JSON);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "{},MISSING_FIELD,events",
        "{`events`:null},MISSING_FIELD,events",
        "{`path`:`/`},MISSING_FIELD,events",
        "{`events`:{}},INVALID_TYPE,events",
        "{`events`:3},INVALID_TYPE,events",
        "5,INVALID_TYPE,-",
        "null,INVALID_TYPE,-"
      })
  void read_otherShape_isRefused(String json, RefusalCode code, String field) {
    Refusal refusal = refused(json.replace('`', '"')).refusal();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.field()).isEqualTo(field);
  }

  @Test
  void read_eventsTwice_isRefused() {
    String json = "{\"events\":[" + GOOD + "],\"events\":[" + GOOD + "]}";
    assertThat(refused(json).refusal().code()).isEqualTo(RefusalCode.DUPLICATE_FIELD);
    assertThat(refused("{\"events\":null,\"events\":[" + GOOD + "]}").refusal().code())
        .isEqualTo(RefusalCode.DUPLICATE_FIELD);
  }

  @Test
  void read_invalidUtf8InOneEvent_refusesAll() {
    byte[] json = ("[" + GOOD + "," + GOOD + "]").getBytes(StandardCharsets.UTF_8);
    json[GOOD.length() - 2] = (byte) 0xff;
    BatchDecoded decoded = new BatchReader().read(json, Read.DEFAULTS);
    assertThat(((BatchDecoded.Refused) decoded).refusal().code())
        .isEqualTo(RefusalCode.INVALID_UTF8);
  }

  @Test
  void read_deepNesting_isRefused() {
    assertThat(refused("[".repeat(100_000)).refusal().code()).isEqualTo(RefusalCode.INVALID_JSON);
    assertThat(refused("{\"a\":".repeat(100_000)).refusal().code())
        .isEqualTo(RefusalCode.INVALID_JSON);
  }

  private static BatchDecoded read(String json) {
    return new BatchReader().read(json.getBytes(StandardCharsets.UTF_8), Read.DEFAULTS);
  }

  private static List<Decoded> events(String json) {
    BatchDecoded decoded = read(json);
    assertThat(decoded).isInstanceOf(BatchDecoded.Events.class);
    return ((BatchDecoded.Events) decoded).events();
  }

  private static BatchDecoded.Refused refused(String json) {
    BatchDecoded decoded = read(json);
    assertThat(decoded).isInstanceOf(BatchDecoded.Refused.class);
    return (BatchDecoded.Refused) decoded;
  }
}
