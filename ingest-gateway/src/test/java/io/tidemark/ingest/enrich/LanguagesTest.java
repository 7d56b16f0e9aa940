package io.tidemark.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-GB,en;q=0.9,de;q=0.8 | en",
        "DE | de",
        "zh-Hant-TW,zh;q=0.9 | zh",
        "fr;q=0.5, de;q=0.7, en;q=0.7 | de",
        "*, nl;q=0.1 | nl",
        "en;q=0, sv | sv",
        "en;q=0 | ",
        "* | ",
        "e | ",
        "en;q=abc, pl | pl",
        "gsw-CH | gsw",
        "'' | ",
        "<script>, it | it",
        "pt_BR | pt",
      })
  void preferred_ofAHeader_isThePrimaryTagOfMostWeight(String header, String language) {
    assertThat(Languages.preferred(header)).isEqualTo(language);
  }
}
