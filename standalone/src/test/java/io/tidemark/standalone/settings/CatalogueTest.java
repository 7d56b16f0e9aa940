package io.tidemark.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void all_holdsEveryConstantOnce() throws Exception {
    List<Object> constants = new ArrayList<>();
    for (Field field : Catalogue.class.getFields()) {
      if (field.getType() == Setting.class) {
        constants.add(field.get(null));
        assertThat(((Setting<?>) field.get(null)).name()).isEqualTo(field.getName());
      }
    }

    assertThat(Catalogue.all()).hasSameSizeAs(constants).doesNotHaveDuplicates();
    assertThat(constants.containsAll(Catalogue.all())).isTrue();
  }

  @Test
  void all_meanings_areOneLineWithoutAFullStop() {
    assertThat(Catalogue.all())
        .allSatisfy(
            setting ->
                assertThat(setting.meaning())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n"));
  }

  @Test
  void flag_isTheKeyInLowerCase() {
    assertThat(Catalogue.MAX_BODY_BYTES.key()).isEqualTo("TIDEMARK_MAX_BODY_BYTES");
    assertThat(Catalogue.MAX_BODY_BYTES.flag()).isEqualTo("--max-body-bytes");
  }

  @Test
  void hasFlag_secret_isNever() {
    for (Role role : Role.values()) {
      assertThat(Catalogue.CLUSTER_SECRET.hasFlag(role)).isFalse();
    }
  }
}
