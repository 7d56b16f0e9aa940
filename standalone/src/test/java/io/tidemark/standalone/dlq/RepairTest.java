package io.tidemark.standalone.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.schemas.event.Event;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairTest {
  private static final long ARRIVAL = 1_700_000_000_000L;

  @Test
  void apply_missingSite_isGivenBySet() {
    Event event = repaired("{\"path\":\"/a\"}", null, Map.of("site_id", "shop"));

    assertThat(event.siteId()).isEqualTo("shop");
    assertThat(event.eventId()).isEqualTo("dlq-0-15");
    assertThat(event.timestampMs()).isEqualTo(ARRIVAL);
  }

  @Test
  void apply_siteInKey_isTaken() {
    assertThat(repaired("{\"path\":\"/a\"}", "blog", Map.of()).siteId()).isEqualTo("blog");
  }

  @Test
  void apply_ownId_isKept() {
    Event event = repaired("{\"path\":\"/a\",\"eventId\":\"mine\"}", "blog", Map.of());

    assertThat(event.eventId()).isEqualTo("mine");
  }

  @Test
  void apply_setNumber_isANumber() {
    assertThat(repaired("{\"path\":\"/a\",\"count\":0}", "blog", Map.of("count", "3")).count())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"path\":\"/a\" | not JSON",
        "[1] | not a JSON object",
        "'' | not a JSON object",
        "{\"path\":\"/a\",\"path\":\"/b\"} | not JSON: Duplicate",
        "{\"path\":7} | path",
        "{\"path\":\"/a\",\"timestamp\":\"yesterday\"} | yesterday",
      })
  void apply_stillWrong_isBrokenWithAReason(String value, String reason) {
    Repair.Outcome outcome = new Repair(Map.of()).apply(candidate(value, "blog"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Repair.Outcome.Broken.class, broken -> assertThat(broken.message()).contains(reason));
  }

  @Test
  void apply_valueThatIsNoUtf8_isNotGuessed() {
    Repair.Outcome outcome =
        new Repair(Map.of()).apply(new Candidate(new Place(0, 1), ARRIVAL, "blog", null));

    assertThat(outcome).isInstanceOf(Repair.Outcome.Broken.class);
  }

  @Test
  void parse_editedLine_mayHaveAnObjectAsValue() {
    Candidate candidate =
        Candidate.parse(
            "{\"dlq\":\"0:15\",\"arrival\":\"2023-11-14T22:13:20Z\",\"key\":null,"
                + "\"value\":{\"path\":\"/\"}}");

    assertThat(candidate)
        .isEqualTo(new Candidate(new Place(0, 15), ARRIVAL, null, "{\"path\":\"/\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | not JSON",
        "{\"value\":\"x\"} | expected one of dlq list --json",
        "{\"dlq\":\"15\",\"value\":\"x\"} | expected PARTITION:OFFSET",
        "{\"dlq\":\"0:15\",\"arrival\":\"noon\"} | expected a time",
      })
  void parse_somethingElse_saysWhatWasExpected(String line, String reason) {
    assertThatThrownBy(() -> Candidate.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static Event repaired(String value, @Nullable String key, Map<String, String> changes) {
    Repair.Outcome outcome = new Repair(changes).apply(candidate(value, key));
    assertThat(outcome).isInstanceOf(Repair.Outcome.Repaired.class);
    return ((Repair.Outcome.Repaired) outcome).event();
  }

  private static Candidate candidate(String value, @Nullable String key) {
    return new Candidate(new Place(0, 15), ARRIVAL, key, value);
  }
}
