package io.tidemark.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir Path folder;

  @Test
  void load_whatWasSaved_isEqual() throws IOException {
    var checkpoint = new Checkpoint("abc", 12_345, 99, 90, 9, 700);

    checkpoint.save(folder.resolve("p"));

    assertThat(Checkpoint.load(folder.resolve("p"))).contains(checkpoint);
    assertThat(folder.resolve("p.new")).doesNotExist();
  }

  @Test
  void load_noFile_isEmpty() throws IOException {
    assertThat(Checkpoint.load(folder.resolve("none"))).isEmpty();
  }

  @Test
  void load_somethingElse_isRefusedWithAHint() throws IOException {
    Path file = Files.writeString(folder.resolve("p"), "version=1\noffset=-4\n");

    assertThatThrownBy(() -> Checkpoint.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--restart");
  }

  @Test
  void head_otherBeginning_differs() throws IOException {
    Path a = Files.writeString(folder.resolve("a"), "a".repeat(5000));
    Path b = Files.writeString(folder.resolve("b"), "b".repeat(5000));
    Path longer = Files.writeString(folder.resolve("c"), "a".repeat(9000));

    assertThat(Checkpoint.head(a))
        .isEqualTo(Checkpoint.head(longer))
        .isNotEqualTo(Checkpoint.head(b));
  }
}
