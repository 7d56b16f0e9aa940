package io.tidemark.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiteAdmissionTest {

  @Test
  void admission_withAList_takesThoseOnly() {
    SiteAdmission sites = new SiteAdmission(Set.of("a"), 0);
    assertThat(sites.refusal("a")).isNull();
    assertThat(sites.refusal("b")).isNotNull();
  }

  @Test
  void admission_ofManyThreads_takesExactlySoManyAndAlwaysTheSame() {
    SiteAdmission sites = new SiteAdmission(Set.of(), 100);
    IntStream.range(0, 20_000).parallel().forEach(i -> sites.refusal("s" + i % 300));
    long taken = IntStream.range(0, 300).filter(i -> sites.refusal("s" + i) == null).count();
    assertThat(taken).isEqualTo(100);
  }

  @Test
  void wouldTake_withAList_takesThoseOnly() {
    SiteAdmission sites = new SiteAdmission(Set.of("a"), 0);
    assertThat(sites.wouldTake("a")).isTrue();
    assertThat(sites.wouldTake("b")).isFalse();
  }

  @Test
  void wouldTake_isOfAnySiteWhileThereIsRoom_andUsesNone() {
    SiteAdmission sites = new SiteAdmission(Set.of(), 1);
    assertThat(sites.wouldTake("a")).isTrue();
    assertThat(sites.wouldTake("b")).isTrue();
    assertThat(sites.refusal("b")).isNull();
    assertThat(sites.wouldTake("a")).isFalse();
    assertThat(sites.wouldTake("b")).isTrue();
  }
}
