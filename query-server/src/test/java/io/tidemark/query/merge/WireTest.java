package io.tidemark.query.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.query.plan.TopRead;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {

  @Test
  void question_version4_isAsRecorded() {
    Plan plan =
        new Plan.SiteRead(
            "shop",
            "Z",
            List.of(
                new Slice(
                    List.of(new Run(Level.DAY, 0, 86_400_000)),
                    true,
                    List.of(new TopRead(Dimension.PATH, 10, false)))));

    assertThat(text(Wire.write(new Wire.Question(Wire.VERSION, 3, plan))))
        .isEqualTo(
            "{\"version\":4,\"partition\":3,\"plan\":{\"kind\":\"site\",\"siteId\":\"shop\","
                + "\"zone\":\"Z\",\"slices\":[{\"runs\":[{\"level\":\"DAY\",\"fromMs\":0,"
                + "\"toMs\":86400000}],\"points\":true,\"tops\":[{\"dimension\":\"PATH\",\"limit\":10,\"users\":false}]}]}}");
  }

  @Test
  void answer_version4_isAsRecorded() {
    UserSketch users = new UserSketch();
    users.add(1);
    Partial partial =
        new Partial.Site(
            5,
            2,
            null,
            List.of(
                new Partial.SliceResult(
                    new Totals(2, 3, users),
                    List.of(),
                    List.of(new Partial.Top(List.of(new Partial.TopRow("/é", 2, null)), 0, 0)))));

    assertThat(text(Wire.write(new Wire.Answer(Wire.VERSION, partial))))
        .isEqualTo(
            "{\"version\":4,\"partial\":{\"kind\":\"site\",\"asOfMs\":5,\"parts\":2,\"newestEventMs\":null,"
                + "\"slices\":[{\"totals\":{\"views\":2,\"events\":3,\"users\":\"EAAAAAAAAAAB\"},"
                + "\"points\":[],\"tops\":[{\"rows\":[{\"value\":\"/é\","
                + "\"views\":2,\"users\":null}],\"otherViews\":0,\"error\":0}]}]}}");
  }

  @Test
  void question_everyKind_roundTrips() {
    for (Plan plan :
        List.of(
            new Plan.SiteRead("s", "+05:45", List.of(new Slice(List.of(), false, List.of()))),
            new Plan.TrendRead("s", "Z", new Run(Level.DAY, 5, 6), new Run(Level.DAY, 4, 5), 10),
            new Plan.ValueRead("s", "Z", Dimension.PATH, "/é", List.of(new Run(Level.HOUR, 5, 6))),
            new Plan.ValuesRead(
                "s", "Z", Dimension.PATH, List.of(new Run(Level.DAY, 5, 6)), List.of("/é"), true),
            new Plan.QualityRead("s"),
            new Plan.SitesRead(7, 100, 0, null),
            new Plan.SitesRead(7, 100, 14, "s"))) {
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
        "{\"version\":1,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1,\"days\":0,\"siteId\":null}}",
        "{\"version\":4,\"partition\":0,\"plan\":null}",
        "{\"version\":4,\"partition\":0,\"plan\":{\"kind\":\"other\"}}",
        "{\"version\":4,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1}}",
        "{\"version\":4,\"partition\":0,\"plan\":{\"kind\":\"sites\",\"nowMs\":1,\"limit\":1,\"x\":1}}"
      })
  void question_anotherForm_isRefused(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wire.question(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void answer_brokenSketch_isRefused() {
    String json =
        "{\"version\":4,\"partial\":{\"kind\":\"site\",\"asOfMs\":5,\"parts\":2,\"newestEventMs\":null,"
            + "\"slices\":[{\"totals\":{\"views\":2,\"events\":3,\"users\":\"AAAA\"},"
            + "\"points\":[],\"tops\":[]}]}}";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wire.answer(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
