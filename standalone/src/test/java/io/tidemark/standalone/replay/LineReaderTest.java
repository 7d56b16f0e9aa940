package io.tidemark.standalone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void next_lastLineWithoutBreak_isALine() throws IOException {
    assertThat(texts("a\nb")).containsExactly("a", "b");
  }

  @Test
  void next_emptyLinesAndCarriageReturns_areKeptWithTheirNumbers() throws IOException {
    assertThat(texts("a\r\n\nb\n")).containsExactly("a\r", "", "b");
  }

  @Test
  void next_emptyText_hasNoLine() throws IOException {
    assertThat(texts("")).isEmpty();
  }

  @Test
  void next_lineLongerThanAllowed_isCutAndTheNextOneWhole() throws IOException {
    var reader = reader("x".repeat(600_000) + "\nshort\n", 10);

    Line first = reader.next();
    Line second = reader.next();

    assertThat(first).isNotNull();
    assertThat(first.bytes()).hasSize(10);
    assertThat(first.length()).isEqualTo(600_000);
    assertThat(first.isCut()).isTrue();
    assertThat(second).isNotNull();
    assertThat(new String(second.bytes(), UTF_8)).isEqualTo("short");
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.offset()).isEqualTo(600_001);
  }

  @Test
  void skipTo_placeReachedBefore_goesOnThere() throws IOException {
    var before = reader("one\ntwo\nthree\n", 100);
    before.next();
    before.next();
    var after = reader("one\ntwo\nthree\n", 100);

    after.skipTo(before.offset(), before.lines());

    Line line = after.next();
    assertThat(line).isNotNull();
    assertThat(new String(line.bytes(), UTF_8)).isEqualTo("three");
    assertThat(line.number()).isEqualTo(3);
  }

  static List<String> texts(String text) throws IOException {
    var reader = reader(text, 1000);
    List<String> lines = new ArrayList<>();
    for (Line line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line.bytes(), UTF_8));
      assertThat(line.number()).isEqualTo(lines.size());
    }
    return lines;
  }

  private static LineReader reader(String text, int maxLineBytes) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), maxLineBytes);
  }
}
