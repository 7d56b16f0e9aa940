package io.tidemark.standalone.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationTest {

  @Test
  void first_isTheNameItself_andLaterOnesAreFoundByTheirId() {
    assertThat(Generation.first("tidemark").applicationId()).isEqualTo("tidemark");
    for (int number : new int[] {1, 2, 10, 999}) {
      String id = new Generation("tide.mark", number).applicationId();
      assertThat(Generation.numberOf("tide.mark", id)).hasValue(number);
    }
    assertThat(Generation.numberOf("tidemark", "tidemark-2")).isEmpty();
    assertThat(Generation.numberOf("tidemark", "tidemark-g0")).isEmpty();
    assertThat(Generation.numberOf("tidemark", "tidemark-g2-g3")).isEmpty();
    assertThat(Generation.numberOf("tide.mark", "tideXmark-g2")).isEmpty();
    assertThatThrownBy(() -> new Generation("tidemark", 0)).hasMessageContaining("number is 0");
  }

  @Test
  void generations_ofOtherNames_areTheirOwn() {
    Map<String, String> facts =
        Map.of("generation a", "3", "rebuild a", "4", "generation a-g3", "7", "partitions", "4");

    Generations ofA = Generations.of(facts, "a");
    assertThat(ofA.serving()).isEqualTo(new Generation("a", 3));
    assertThat(ofA.counted()).isEqualTo(new Generation("a", 4));
    assertThat(Generations.of(facts, "b").serving()).isEqualTo(Generation.first("b"));
    assertThat(Generations.of(facts, "b").counted()).isNull();
  }
}
