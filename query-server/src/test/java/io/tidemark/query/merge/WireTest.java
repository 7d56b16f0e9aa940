package io.tidemark.query.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.PathViews;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  @Test
  void question_version1_isAsRecorded() {
    Plan plan =
        new Plan.SiteRead(
            "shop", "Z", List.of(new Slice(List.of(new Run(Level.DAY, 0, 86_400_000)), true, 10)));

    assertThat(text(Wire.write(new Wire.Question(1, 3, plan))))
        .isEqualTo(
            "{\"version\":1,\"partition\":3,\"plan\":{\"kind\":\"site\",\"siteId\":\"shop\","
                + "\"zone\":\"Z\",\"slices\":[{\"runs\":[{\"level\":\"DAY\",\"fromMs\":0,"
                + "\"toMs\":86400000}],\"points\":true,\"top\":10}]}}");
  }

  @Test
  void answer_version1_isAsRecorded() {
    UserSketch users = new UserSketch();
    users.add(1);
    Partial partial =
        new Partial.Site(
            5,
            null,
            List.of(
                new Partial.SliceResult(
                    new Totals(2, 3, users, 0),
                    List.of(),
                    new Partial.Top(List.of(new PathViews("/é", 2)), 0))));

    assertThat(text(Wire.write(new Wire.Answer(1, partial))))
        .isEqualTo(
            "{\"version\":1,\"partial\":{\"kind\":\"site\",\"asOfMs\":5,\"newestEventMs\":null,"
                + "\"slices\":[{\"totals\":{\"views\":2,\"events\":3,\"users\":\"EAAAAAAAAAAB\","
                + "\"otherViews\":0},\"points\":[],\"top\":{\"rows\":[{\"path\":\"/é\","
                + "\"views\":2}],\"error\":0}}]}}");
  }

  @Test
  void question_everyKind_roundTrips() {
    for (Plan plan :
        List.of(
            new Plan.SiteRead("s", "+05:45", List.of(new Slice(List.of(), false, 0))),
            new Plan.TrendRead("s", "Z", new Run(Level.DAY, 5, 6), new Run(Level.DAY, 4, 5), 10),
            new Plan.SitesRead(7, 100))) {
      Wire.Question question = new Wire.Question(Wire.VERSION, 2, plan);

      assertThat(Wire.question(Wire.write(question))).isEqualTo(question);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":2,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1}}",
        "{\"version\":1,\"partition\":0,\"plan\":null}",
        "{\"version\":1,\"partition\":0,\"plan\":{\"kind\":\"other\"}}",
        "{\"version\":1,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1}}",
        "{\"version\":1,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1,\"x\":1}}"
      })
  void question_anotherForm_isRefused(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wire.question(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void answer_brokenSketch_isRefused() {
    String json =
        "{\"version\":1,\"partial\":{\"kind\":\"site\",\"asOfMs\":5,\"newestEventMs\":null,"
            + "\"slices\":[{\"totals\":{\"views\":2,\"events\":3,\"users\":\"AAAA\","
            + "\"otherViews\":0},\"points\":[],\"top\":{\"rows\":[],\"error\":0}}]}}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wire.answer(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
