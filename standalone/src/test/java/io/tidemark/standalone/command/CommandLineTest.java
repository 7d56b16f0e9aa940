package io.tidemark.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int tidemark(Map<String, String> environment, String... args) {
    return TidemarkCommand.execute(
        environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private int tidemark(String... args) {
    return tidemark(Map.of(), args);
  }

  @Test
  void tidemark_alone_printsItsHelp() {
    assertThat(tidemark()).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("Usage: tidemark", "up", "gateway", "query", "Exit code");
  }

  @Test
  void version_asked_isPrinted() {
    assertThat(tidemark("--version")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).startsWith("tidemark ").contains("Java ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "gateway", "query", "config", "reset"})
  void help_ofACommand_listsItsFlags(String command) {
    assertThat(tidemark(command, "--help")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("Usage: tidemark " + command, "--log-level");
    assertThat(out.toString()).doesNotContain("cluster-secret");
  }

  @Test
  void help_ofEveryCommand_hasUsageOptionsAndExamples() {
    for (String command : commands()) {
      out.getBuffer().setLength(0);
      assertThat(tidemark((command + " --help").split(" "))).as(command).isEqualTo(ExitCodes.OK);
      assertThat(out.toString())
          .as(command)
          .contains("Usage: tidemark " + command, "Options:", "Examples:")
          .containsPattern("Examples:\\R  .*tidemark " + command)
          .doesNotContain("cluster-secret", "\u001b");
    }
  }

  @Test
  void unknownFlag_ofEveryCommand_isRefused() {
    for (String command : commands()) {
      assertThat(tidemark((command + " --no-such-flag").split(" ")))
          .as(command)
          .isEqualTo(ExitCodes.USAGE);
    }
  }

  @Test
  void page_ofTheCommandLine_namesEveryCommandAndExitCode() throws Exception {
    String page = Files.readString(Path.of("../docs/command-line.md"));

    for (String command : commands()) {
      assertThat(page).contains("`" + command + "`");
    }
    for (var field : ExitCodes.class.getFields()) {
      assertThat(page).contains("\n| " + field.getInt(null) + " | ");
      tidemark();
      assertThat(out.toString())
          .containsPattern("Exit code[\\s\\S]*\\b" + field.getInt(null) + " ");
    }
  }

  @Test
  void status_whereNothingRuns_saysSoWithAnExitCodeOfItsOwn() {
    String nothing = "http://127.0.0.1:1";

    int code =
        tidemark(
            "status", "--gateway", nothing, "--query", nothing, "--data-dir", folder.toString());

    assertThat(code).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(out.toString()).contains("Tidemark is down", nothing + "  down: nothing answers");
    assertThat(err.toString()).contains("nothing runs there; ./tidemark up");
  }

  @Test
  void status_json_isOneLine() {
    tidemark("status", "--json", "--gateway=http://127.0.0.1:1", "--query=http://127.0.0.1:1");

    assertThat(out.toString().strip()).startsWith("{\"ready\":false,").doesNotContain("\n");
  }

  @Test
  void delete_withoutTheName_removesNothing() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("shoe\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(tidemark("delete", "shop")).isEqualTo(ExitCodes.FAILURE);
    } finally {
      System.setIn(before);
    }
    assertThat(err.toString()).contains("nothing was removed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export shop --from yesterday",
        "export shop --from 2026-01-02 --to 2026-01-01",
        "delete shop --yes --wait -1",
        "status --interval 0",
        "status --gateway shop"
      })
  void badValues_areRefusedBeforeAnythingIsDone(String line) {
    assertThat(tidemark(line.split(" "))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected");
  }

  @Test
  void unknownFlag_namesNearOnesAndHowToGetHelp() {
    assertThat(tidemark("up", "--ingest-prt", "1")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .startsWith("tidemark: Unknown option")
        .contains("--ingest-port", "Try 'tidemark up --help'.");
  }

  @Test
  void unknownCommand_isRefused() {
    assertThat(tidemark("upp")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("upp", "tidemark up");
  }

  @Test
  void badSettings_stopTheStartWithASentenceEach() {
    int code = tidemark(Map.of("TIDEMARK_MAX_BODY_BYTES", "-1"), "up", "--query-port", "x");

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "tidemark: --query-port is x; expected 0 to 65535.\n"
                + "tidemark: TIDEMARK_MAX_BODY_BYTES is -1; expected 1 to 10485760.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ingest-port", "--query-port", "--kafka-port"})
  void up_portInUse_isRefusedBeforeAnythingStarts(String flag) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      String[] args = {"up", "--data-dir", folder.toString(), "--ingest-bind", "127.0.0.1"};
      String[] free = {"--ingest-port=0", "--query-port=0", "--kafka-port=0"};
      for (int i = 0; i < free.length; i++) {
        free[i] = free[i].startsWith(flag) ? flag + "=" + port : free[i];
      }

      int code = tidemark(Map.of(), concat(args, free));

      assertThat(code).isEqualTo(ExitCodes.FAILURE);
      assertThat(err.toString())
          .isEqualToNormalizingNewlines(
              "tidemark: "
                  + flag
                  + " is "
                  + port
                  + ", which another process already listens on; stop that process or choose"
                  + " another port.\n");
      assertThat(folder.resolve("kafka")).doesNotExist();
    }
  }

  @Test
  void up_bindOfAnotherMachine_isRefused() {
    int code =
        tidemark(
            "up", "--data-dir", folder.toString(), "--ingest-bind=192.0.2.1", "--ingest-port=0");

    assertThat(code).isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString())
        .contains("--ingest-bind is 192.0.2.1; expected an address of this machine");
  }

  @Test
  void gateway_noCluster_isRefused() {
    assertThat(tidemark("gateway")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("TIDEMARK_KAFKA_BOOTSTRAP is not set; expected host:port");
  }

  @Test
  void reset_withYes_removesOnlyItsOwn() throws IOException {
    Files.createDirectories(folder.resolve("kafka/events-0"));
    Files.writeString(folder.resolve("kafka/events-0/log"), "x");
    Files.writeString(folder.resolve("tidemark.format"), "1\n");
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThat(tidemark("reset", "--yes", "--data-dir", folder.toString())).isEqualTo(ExitCodes.OK);
    assertThat(folder.resolve("kafka")).doesNotExist();
    assertThat(folder.resolve("tidemark.format")).doesNotExist();
    assertThat(folder.resolve("notes.txt")).exists();
  }

  @Test
  void reset_noDataFolder_saysSo() {
    Path nowhere = folder.resolve("nowhere");

    assertThat(tidemark("reset", "--data-dir", nowhere.toString())).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("nothing to remove");
    assertThat(nowhere).doesNotExist();
  }

  /** All commands, those of commands too. */
  private static List<String> commands() {
    return List.of(
        "up",
        "gateway",
        "query",
        "status",
        "config",
        "demo",
        "replay",
        "export",
        "delete",
        "dlq",
        "dlq list",
        "dlq show",
        "dlq replay",
        "rebuild",
        "backup",
        "restore",
        "reset");
  }

  private static String[] concat(String[] first, String[] second) {
    String[] all = new String[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
