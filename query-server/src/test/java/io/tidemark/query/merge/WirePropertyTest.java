package io.tidemark.query.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WirePropertyTest {

  @Property(tries = 200)
  void answer_anyPartial_roundTrips(@ForAll("partials") Partial partial) {
    byte[] bytes = Wire.write(new Wire.Answer(Wire.VERSION, partial));

    assertThat(Wire.write(Wire.answer(bytes))).isEqualTo(bytes);
    if (partial instanceof Partial.Site site) {
      Partial.Site read = (Partial.Site) Wire.answer(bytes).partial();
      for (int i = 0; i < site.slices().size(); i++) {
        assertThat(read.slices().get(i).totals().users().bounds())
            .isEqualTo(site.slices().get(i).totals().users().bounds());
      }
    } else if (!(partial instanceof Partial.History)) { // a set of users has no equals
      assertThat(Wire.answer(bytes).partial()).isEqualTo(partial);
    }
  }

  @Provide
  Arbitrary<Partial> partials() {
    Arbitrary<Totals> totals =
        Combinators.combine(
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs().list().ofMaxSize(400))
            .as(
                (views, events, hashes) -> {
                  UserSketch users = new UserSketch();
                  hashes.forEach(users::add);
                  return new Totals(views, events, users);
                });
    Arbitrary<UserSketch> users =
        Arbitraries.longs()
            .list()
            .ofMaxSize(60)
            .map(
                hashes -> {
                  UserSketch small = UserSketch.small();
                  hashes.forEach(small::add);
                  return small;
                });
    Arbitrary<Partial.Top> tops =
        Combinators.combine(
                Arbitraries.strings().ascii(),
                users.injectNull(0.3),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(
                (value, small, views, other, error) ->
                    new Partial.Top(
                        List.of(new Partial.TopRow(value, views, small)), other, error));
    Arbitrary<Partial.SliceResult> slices =
        Combinators.combine(
                totals,
                Combinators.combine(Arbitraries.longs(), totals)
                    .as(Partial.Point::new)
                    .list()
                    .ofMaxSize(3),
                tops.list().ofMaxSize(2))
            .as(Partial.SliceResult::new);
    Arbitrary<Partial> sites =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.integers(),
                Arbitraries.longs().injectNull(0.2),
                slices.list().ofMaxSize(2))
            .as(Partial.Site::new);
    Arbitrary<Partial> trends =
        Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), Arbitraries.longs())
            .as(
                (asOf, newest, error) ->
                    new Partial.Trend(
                        asOf, 4, newest, List.of(new Partial.TrendRow("/", 5, 3)), error));
    Arbitrary<Partial> histories =
        Combinators.combine(Arbitraries.longs(), users.injectNull(0.3))
            .as(
                (views, small) ->
                    new Partial.History(
                        1, 1, 2L, List.of(new Partial.ValuePoint(Level.DAY, 3, views, small))));
    Arbitrary<Partial> qualities =
        Arbitraries.longs()
            .map(
                count ->
                    new Partial.Quality(
                        1,
                        1,
                        null,
                        new SiteQuality(count, 2, 3, Map.of("crawler", count), Map.of())));
    Arbitrary<Partial> all =
        Arbitraries.longs()
            .map(
                asOf ->
                    new Partial.Sites(
                        asOf, 1, List.of(new Partial.SiteRow("s", 1, 0, asOf, List.of(1L, 2L)))));
    Arbitrary<Partial> values =
        Arbitraries.strings()
            .ascii()
            .map(value -> new Partial.Values(1, 2, List.of(new Partial.TopRow(value, 3, null))));
    return Arbitraries.oneOf(sites, trends, histories, values, qualities, all);
  }
}
