package io.tidemark.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose event it was that is refused. */
class RefusedSiteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"site_id\":\"s\",\"path\":7} | s",
        "{\"path\":7,\"site_id\":\"s\"} | s",
        "{\"path\":7,\"siteId\":\"s\",\"count\":0} | s",
        "{\"site_id\":\"s\"} | s",
        "{\"path\":7} | fallback",
        "{\"path\":7,\"site_id\":\"\"} | fallback",
        "{\"path\":7,\"site_id\":5} | ",
        "{\"path\":7,\"site_id\":\"a\\u0000\"} | ",
        "{\"site_id\":\"s\",\"siteId\":\"t\"} | ",
        "{\"site_id\":\"s\",\"path\":7 | ",
        "[] | ",
      })
  void refused_tellsTheSiteAsFarAsItIsValid(String json, String siteId) {
    Decoded decoded =
        new EventReader()
            .read(
                json.getBytes(StandardCharsets.UTF_8),
                new EventDefaults("fallback", 1_800_000_000_000L));
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused) decoded).siteId()).isEqualTo(siteId);
  }
}
