package io.tidemark.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class LineReaderPropertyTest {

  @Property(tries = 200)
  void lines_joined_areTheText(
      @ForAll @StringLength(max = 200) @CharRange(from = '\n', to = '\u000f') String text)
      throws IOException {
    String joined = String.join("\n", LineReaderTest.texts(text));

    assertThat(text.endsWith("\n") ? joined + "\n" : joined).isEqualTo(text);
  }
}
