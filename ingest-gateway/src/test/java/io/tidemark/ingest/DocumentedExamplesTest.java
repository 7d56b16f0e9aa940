package io.tidemark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.GatewayUnderTest.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in docs/api-ingest.md, run as they stand there. */
class DocumentedExamplesTest {
  private static final Path DOCS = Path.of("..", "docs", "api-ingest.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```sh\\n(curl .*?)\\n```\\n```\\n(\\d+) (.*?)\\n```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|([^\\s'\\\\]+)");

  private final GatewayUnderTest gateway = new GatewayUnderTest();

  @AfterEach
  void close() {
    gateway.close();
  }

  record Example(String command, int status, String answer) {}

  static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher found = EXAMPLE.matcher(Files.readString(DOCS));
    while (found.find()) {
      examples.add(new Example(found.group(1), Integer.parseInt(found.group(2)), found.group(3)));
    }
    assertThat(examples).hasSizeGreaterThan(15);
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_inTheDocs_isAnsweredSo(Example example) {
    Answer answer = gateway.send(request(example.command()));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(example.status());
    String shown =
        answer.header("Content-Type").equals("image/gif") ? "image/gif" : answer.raw().body();
    String pattern =
        Stream.of(example.answer().split("…", -1))
            .map(Pattern::quote)
            .reduce((left, right) -> left + ".+?" + right)
            .orElseThrow();
    assertThat(shown).matches(pattern);
  }

  /** As much of curl as the examples use. */
  private HttpRequest request(String command) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    List<String> words = words(command);
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-X" -> i++;
        case "-H" -> request.header(words.get(++i).split(": ")[0], words.get(i).split(": ")[1]);
        case "-A" -> request.header("User-Agent", words.get(++i));
        case "-d", "--data-binary" -> request.POST(BodyPublishers.ofString(words.get(++i)));
        default -> {
          URI there = URI.create(words.get(i));
          String query = there.getRawQuery() == null ? "" : "?" + there.getRawQuery();
          request.uri(gateway.uri(there.getRawPath() + query));
        }
      }
    }
    return request.build();
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }
}
