package io.tidemark.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QuantitiesPropertyTest {

  @Property
  void durations_anyNumberWithAUnit_isRead(@ForAll @IntRange(min = 0) int number) {
    assertThat(Durations.parse(number + "ms")).isEqualTo(Duration.ofMillis(number));
    assertThat(Durations.parse(number + "s")).isEqualTo(Duration.ofSeconds(number));
    assertThat(Durations.parse(number + "m")).isEqualTo(Duration.ofMinutes(number));
    assertThat(Durations.parse(number + "H")).isEqualTo(Duration.ofHours(number));
    assertThat(Durations.parse(number + "d")).isEqualTo(Duration.ofDays(number));
  }

  @Property
  void durations_numberWithoutUnit_isRefused(@ForAll int number) {
    assertThatThrownBy(() -> Durations.parse(Integer.toString(number)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void sizes_anyNumber_isReadInEachUnit(@ForAll int number) {
    assertThat(Sizes.parse(Integer.toString(number))).isEqualTo(number);
    assertThat(Sizes.parse(number + "KiB")).isEqualTo(number * 1024L);
    assertThat(Sizes.parse(number + "mib")).isEqualTo(number * 1024L * 1024);
    assertThat(Sizes.parse(number + "GiB")).isEqualTo(number * 1024L * 1024 * 1024);
  }

  @Property
  void parse_anyText_isReadOrRefused(@ForAll String text) {
    assertReadOrRefused(() -> Sizes.parse(text));
    assertReadOrRefused(() -> Durations.parse(text));
  }

  private static void assertReadOrRefused(Runnable parse) {
    try {
      parse.run();
    } catch (IllegalArgumentException e) {
      assertThat(e).isNotNull();
    }
  }
}
