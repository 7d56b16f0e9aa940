package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the HTTP API's pages, run as they stand, answer what stands there. */
class ExamplesIT {
  private static final Duration COUNTED = Duration.ofSeconds(30);
  private static final int QUERY_PORT = 3002;

  /** Shows status and media type behind the answer, whatever the example's own options. */
  private static final String CURL =
      "curl() { command curl -s -w '\\n%{http_code} %{content_type}' \"$@\"; }\n";

  @TempDir Path folder;

  private record Ran(int status, String body) {}

  @ParameterizedTest
  @ValueSource(strings = {"docs/http-api.md", "docs/api-ingest.md", "docs/api-query.md"})
  void examples_inOrder_answerWhatIsWritten(String page) throws Exception {
    TidemarkProcess tidemark = Shared.instance();
    List<Example> examples = Example.of(page);
    assertThat(examples).hasSizeGreaterThan(10);
    for (Example example : examples) {
      if (example.port() == QUERY_PORT) {
        awaitAnswer(tidemark, example);
      } else {
        Ran ran = run(tidemark, example);
        assertThat(example.isAnsweredBy(ran.status(), ran.body()))
            .as("%s%nis said to answer%n%s%nbut did%n%s", example.command(), example.body(), ran)
            .isTrue();
      }
    }
  }

  /** What was sent shows a moment later. */
  private void awaitAnswer(TidemarkProcess tidemark, Example example) throws InterruptedException {
    AtomicReference<Object> last = new AtomicReference<>("nothing");
    Await.until(
        COUNTED,
        () -> {
          Ran ran = run(tidemark, example);
          last.set(ran);
          return example.isAnsweredBy(ran.status(), ran.body());
        },
        () -> example.command() + "\ngave\n" + last.get() + "\nexpected\n" + example.body());
  }

  private Ran run(TidemarkProcess tidemark, Example example)
      throws IOException, InterruptedException {
    String command =
        example
            .command()
            .replace("localhost:3001", "127.0.0.1:" + tidemark.ingestPort())
            .replace("localhost:3002", "127.0.0.1:" + tidemark.queryPort());
    Process process =
        tidemark
            .builder(folder)
            .command("bash", "-c", CURL + command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    int line = output.lastIndexOf('\n');
    String[] end = output.substring(line + 1).split(" ", 2);
    boolean image = end[1].startsWith("image/");
    return new Ran(Integer.parseInt(end[0]), image ? end[1] : output.substring(0, line));
  }
}
