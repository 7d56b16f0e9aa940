package io.tidemark.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LanguagesPropertyTest {

  @Property
  void preferred_ofAnyHeader_isLowerCaseLettersOrNone(@ForAll String header) {
    assertThatCode(() -> Languages.preferred(header)).doesNotThrowAnyException();
    String language = Languages.preferred(header);
    assertThat(language == null || language.matches("[a-z]{2,3}")).isTrue();
  }
}
