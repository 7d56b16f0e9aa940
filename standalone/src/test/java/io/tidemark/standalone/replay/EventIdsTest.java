package io.tidemark.standalone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {
  private final EventIds ids = new EventIds("a.ndjson");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_id\":\"x\",\"path\":\"/\"}",
        "{\"path\":\"/\",\"eventId\":\"x\"}",
        "{\"event_id\":7}",
        "not json",
        "[{\"path\":\"/\"}]",
        "{\"path\":\"/\"",
        "",
        "{\"path\":\"/\",}"
      })
  void withId_lineThatHasOneOrIsNoObject_staysAsItIs(String text) {
    assertThat(given(text, 0)).isEqualTo(text);
  }

  @Test
  void withId_objectWithout_getsOneInFront() {
    assertThat(given(" {\"path\":\"/\",\"properties\":{\"event_id\":\"y\"}}", 0))
        .matches(
            " \\{\"event_id\":\"[0-9a-f]{32}\",\"path\":\"/\",\"properties\":\\{\"event_id\":\"y\"}}");
  }

  @Test
  void withId_emptyObject_isStillJson() {
    assertThat(given("{}", 0)).matches("\\{\"event_id\":\"[0-9a-f]{32}\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void withId_absentByContract_isReplaced(String value) {
    assertThat(given("{\"path\":\"/\",\"event_id\": " + value + " ,\"count\":2}", 0))
        .matches("\\{\"path\":\"/\",\"event_id\": \"[0-9a-f]{32}\" ,\"count\":2}");
  }

  @Test
  void withId_sameLineOfSameFile_getsTheSame() {
    assertThat(given("{\"path\":\"/\"}", 40)).isEqualTo(given("{\"path\":\"/\"}", 40));
  }

  @Test
  void withId_otherPlaceTextOrFile_getsAnother() {
    String id = given("{\"path\":\"/\"}", 40);

    assertThat(given("{\"path\":\"/\"}", 41)).isNotEqualTo(id);
    assertThat(new EventIds("b.ndjson").withId(line("{\"path\":\"/\"}", 40)))
        .isNotEqualTo(id.getBytes(UTF_8));
  }

  private String given(String text, long offset) {
    return new String(ids.withId(line(text, offset)), UTF_8);
  }

  private static Line line(String text, long offset) {
    byte[] bytes = text.getBytes(UTF_8);
    return new Line(1, offset, bytes, bytes.length);
  }
}
