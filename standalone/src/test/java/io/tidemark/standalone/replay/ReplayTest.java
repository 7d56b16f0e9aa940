package io.tidemark.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.standalone.replay.FakeGateway.Fault;
import io.tidemark.standalone.tool.LineProgress;
import io.tidemark.standalone.tool.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final Duration GIVE_UP = Duration.ofSeconds(20);

  @TempDir Path folder;
  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void run_file_isSentInBatches() throws Exception {
    Path file = file("e.ndjson", events(0, 250));

    Checkpoint reached = run(file, Checkpoint.start(""), GIVE_UP);

    assertThat(reached.accepted()).isEqualTo(250);
    assertThat(reached.offset()).isEqualTo(Files.size(file));
    assertThat(gateway.counted()).hasSize(250);
    assertThat(gateway.batchSizes()).containsExactlyInAnyOrder(100, 100, 50);
  }

  @Test
  void run_gzip_isUnpacked() throws Exception {
    Path file = folder.resolve("e.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(events(0, 30).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(run(file, Checkpoint.start(""), GIVE_UP).accepted()).isEqualTo(30);
  }

  @Test
  void run_faultyGateway_losesAndDoublesNothing() throws Exception {
    gateway.failNext(Fault.UNAVAILABLE, Fault.LOST_ANSWER, Fault.TOO_MANY, Fault.LOST_ANSWER);
    Path file = file("e.ndjson", "{\"path\":\"/same\"}\n".repeat(500));

    Checkpoint reached = run(file, Checkpoint.start(""), GIVE_UP);

    assertThat(reached.accepted()).isEqualTo(500);
    assertThat(gateway.counted()).hasSize(500);
  }

  @Test
  void run_malformedLines_areWrittenWithNumberAndReason() throws Exception {
    String text =
        events(0, 2) + "\n{oops\n" + events(2, 1) + "x".repeat(2_000_000) + "\n{},{}\n7\n";
    Path file = file("e.ndjson", text);

    Checkpoint reached = run(file, Checkpoint.start(""), GIVE_UP);

    assertThat(reached.accepted()).isEqualTo(3);
    assertThat(reached.rejected()).isEqualTo(4);
    assertThat(Files.readAllLines(folder.resolve("rejected")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("{\"line\":4,\"code\":\"invalid_json\"")
                    .endsWith("\"text\":\"{oops\"}"),
            line ->
                assertThat(line)
                    .startsWith("{\"line\":6,\"code\":\"body_too_large\"")
                    .contains("the line has 2000000 bytes; expected at most 1048576"),
            line -> assertThat(line).startsWith("{\"line\":7,\"code\":\"invalid_json\""),
            line -> assertThat(line).startsWith("{\"line\":8,\"code\":\"invalid_type\""));
  }

  @Test
  void run_batchWithoutAnyEvent_givesEachLineItsReason() throws Exception {
    Checkpoint reached = run(file("e.ndjson", "1\n2\n3\n"), Checkpoint.start(""), GIVE_UP);

    assertThat(reached.rejected()).isEqualTo(3);
    assertThat(Files.readAllLines(folder.resolve("rejected"))).hasSize(3);
  }

  @Test
  void run_afterAFailure_goesOnAtTheCheckpoint() throws Exception {
    Path file = file("e.ndjson", "{bad\n" + events(0, 99) + events(99, 300));
    gateway.failAlways(true);
    assertThatThrownBy(() -> run(file, Checkpoint.start(""), Duration.ofMillis(1)))
        .isInstanceOf(SendFailedException.class)
        .hasMessageContaining("did not take a batch");
    gateway.failAlways(false);
    Checkpoint first = Checkpoint.load(folder.resolve("state")).orElseThrow();
    assertThat(first.lines()).isZero();

    Path part = file("part.ndjson", "{bad\n" + events(0, 99));
    Checkpoint half = run(part, first, GIVE_UP);
    Checkpoint all = run(file, half, GIVE_UP);

    assertThat(half.lines()).isEqualTo(100);
    assertThat(all.accepted()).isEqualTo(399);
    assertThat(all.rejected()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("rejected"))).hasSize(1);
    // A batch of the failed run may still have got through; its events have the same ids.
    assertThat(gateway.batchSizes()).contains(99, 100, 100, 100);
  }

  @Test
  void run_rejectedLinesBehindTheCheckpoint_areWrittenOnce() throws Exception {
    Path file = file("e.ndjson", "{bad\n" + events(0, 3));
    run(file, Checkpoint.start(""), GIVE_UP);

    run(file, Checkpoint.start(""), GIVE_UP);

    assertThat(Files.readAllLines(folder.resolve("rejected"))).hasSize(1);
  }

  @Test
  void run_addressOfSomethingElse_isSaid() throws Exception {
    gateway.failNext(Fault.NOT_FOUND);
    Path file = file("e.ndjson", events(0, 1));

    assertThatThrownBy(() -> run(file, Checkpoint.start(""), GIVE_UP))
        .isInstanceOf(SendFailedException.class)
        .hasMessageContaining("expected the address of a Tidemark gateway");
  }

  private Checkpoint run(Path file, Checkpoint from, Duration giveUp) throws Exception {
    var options =
        new ReplayOptions(
            file,
            gateway.uri(),
            100,
            3,
            0,
            folder.resolve("state"),
            folder.resolve("rejected"),
            false,
            giveUp);
    var retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(20), giveUp);
    try (ReplaySource source = ReplaySource.open(file);
        var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Progress progress = new LineProgress(out, "replay", 0, System::nanoTime)) {
      var sender = new BatchSender(gateway.uri(), retry);
      var replay = new Replay(options, source, from, sender, progress);
      replay.run();
      return replay.reached();
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String events(int from, int count) {
    StringBuilder text = new StringBuilder();
    IntStream.range(from, from + count)
        .forEach(i -> text.append("{\"event_id\":\"e").append(i).append("\",\"path\":\"/\"}\n"));
    return text.toString();
  }
}
