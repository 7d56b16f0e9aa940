package io.tidemark.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReferrerHostPropertyTest {

  @Property
  void host_ofAnyText_neverThrowsAndHasNoControlCharacters(
      @ForAll String referrer, @ForAll String site) {
    assertThatCode(() -> ReferrerHost.of(referrer, site)).doesNotThrowAnyException();
    String host = ReferrerHost.of("https://" + referrer, site);
    assertThat(host == null || host.chars().noneMatch(Character::isISOControl)).isTrue();
  }
}
