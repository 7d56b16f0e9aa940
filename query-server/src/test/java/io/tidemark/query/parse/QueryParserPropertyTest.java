package io.tidemark.query.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;

class QueryParserPropertyTest {
  private final QueryParser parser = new QueryParser(null);

  @Property(tries = 1000)
  void anyRoute_anyText_parsesOrRefuses(
      @ForAll @Chars({'a', '=', '&', '%', '+', '2', '-', 'T', ':', 'Z', 's', 'd', '\u0000', 'é'})
          String raw) {
    for (Runnable parse :
        List.<Runnable>of(
            () -> parser.stats(raw),
            () -> parser.stats("site_id=a&date=" + raw),
            () -> parser.stats("site_id=a&start=" + raw),
            () -> parser.range("site_id=a&start_date=" + raw + "&end_date=" + raw),
            () -> parser.trending("site_id=a&days=" + raw),
            () -> parser.realtime("site_id=a&minutes=" + raw),
            () -> parser.breakdown("site_id=a&dimension=" + raw),
            () -> parser.breakdown("site_id=a&dimension=os&date=" + raw),
            () -> parser.stats("site_id=a&groupBy=" + raw),
            () -> parser.range("site_id=a&startDate=2025-01-01&endDate=2025-01-01&path=" + raw),
            () -> parser.report("page=" + raw),
            () -> parser.report("page=a.b&now=" + raw + "&order=" + raw),
            () -> parser.quality("naming=" + raw),
            () -> parser.sites(raw))) {
      try {
        parse.run();
      } catch (BadQueryException refused) {
        assertThat(refused.code()).matches("[a-z_]+");
      }
    }
  }
}
