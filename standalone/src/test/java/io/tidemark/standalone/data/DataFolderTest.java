package io.tidemark.standalone.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.standalone.StartException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path temp;

  /** Holds the folder of its first argument until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      DataFolder folder = DataFolder.open(Path.of(args[0]));
      System.out.println("holding " + folder.path());
      TimeUnit.MINUTES.sleep(5);
    }

    private Holder() {}
  }

  @Test
  void open_newFolder_makesItAndItsFormat() throws Exception {
    Path path = temp.resolve("a/b");

    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.path()).isEqualTo(path.toAbsolutePath());
      assertThat(folder.kafka()).isEqualTo(folder.path().resolve("kafka"));
    }

    assertThat(path.resolve("tidemark.format")).hasContent("1");
    assertThat(DataFolder.isOne(path)).isTrue();
  }

  @Test
  void open_inUseHere_isRefusedWithTheProcess() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      assertThatThrownBy(() -> DataFolder.open(folder.path()))
          .isInstanceOf(StartException.class)
          .hasMessage(
              "the data folder "
                  + folder.path()
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + "; stop that one, or choose another folder with TIDEMARK_DATA_DIR");
    }
  }

  @Test
  void open_afterClose_works() throws Exception {
    DataFolder.open(temp).close();

    try (DataFolder again = DataFolder.open(temp)) {
      assertThat(again.path()).isEqualTo(temp.toAbsolutePath());
    }
  }

  @Test
  void open_inUseByAnotherProcess_isRefusedUntilThatIsKilled() throws Exception {
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                temp.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).startsWith("holding ");

      assertThatThrownBy(() -> DataFolder.open(temp))
          .hasMessageContaining("is in use by process " + holder.pid() + ";");
    } finally {
      holder.destroyForcibly().waitFor();
    }

    try (DataFolder folder = DataFolder.open(temp)) {
      assertThat(folder.path()).exists();
    }
  }

  @Test
  void open_newerFormat_isRefusedAndKept() throws Exception {
    Files.writeString(temp.resolve("tidemark.format"), "2\n");
    Files.createDirectories(temp.resolve("kafka"));

    assertThatThrownBy(() -> DataFolder.open(temp))
        .hasMessageContaining("has format 2")
        .hasMessageContaining("use the newer version it was written by");

    assertThat(temp.resolve("kafka")).exists();
    Files.writeString(temp.resolve("tidemark.format"), "1\n");
    DataFolder.open(temp).close();
  }

  @Test
  void open_formatThatIsNoNumber_isRefused() throws Exception {
    Files.writeString(temp.resolve("tidemark.format"), "one");

    assertThatThrownBy(() -> DataFolder.open(temp))
        .hasMessageContaining("holds \"one\"; expected the number of a format");
  }

  @Test
  void open_dataWithoutFormat_isRefused() throws Exception {
    Files.createDirectories(temp.resolve("state"));

    assertThatThrownBy(() -> DataFolder.open(temp))
        .hasMessageContaining("holds state/ but no tidemark.format");
  }

  @Test
  void open_pathBelowAFile_isRefusedWithTheReason() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "x");

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("TIDEMARK_DATA_DIR");
  }
}
