package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command in the documentation, and what it is said to answer: a block of {@code sh} with curl,
 * and a block with the status and the body behind it.
 *
 * <p>In the body {@code …} stands for anything: within a text for some of it, as an element for all
 * that follow, as a name for all other members.
 */
record Example(String page, String command, int status, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCKS =
      Pattern.compile("```sh\\n(curl .*?)\\n```\\n```\\n(\\d+) (.*?)\\n```", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("http://localhost:(300[12])(/[^\\s?'\"]*)");
  private static final String ANYTHING = "…";

  /** Those of a page, in its order. */
  static List<Example> of(String page) throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher found = BLOCKS.matcher(Deployment.text(page));
    while (found.find()) {
      int status = Integer.parseInt(found.group(2));
      examples.add(new Example(page, found.group(1), status, found.group(3)));
    }
    return examples;
  }

  /** The default port of the server that is asked. */
  int port() {
    return Integer.parseInt(address().group(1));
  }

  /** The route, as {@code GET /stats}. */
  String route() {
    boolean sends = command.contains(" -d ") || command.contains(" --data-binary ");
    return (sends ? "POST " : "GET ") + address().group(2);
  }

  private Matcher address() {
    Matcher address = ADDRESS.matcher(command);
    if (!address.find()) {
      throw new IllegalStateException(page + " has a command without address: " + command);
    }
    return address;
  }

  /** Whether an answer is as shown. */
  boolean isAnsweredBy(int actualStatus, String actualBody) {
    if (actualStatus != status) {
      return false;
    }
    try {
      if (body.startsWith("{")) {
        return matches(JSON.readTree(body), JSON.readTree(actualBody));
      }
    } catch (IOException e) {
      return false;
    }
    return matches(body, actualBody.strip());
  }

  private static boolean matches(JsonNode shown, JsonNode actual) {
    if (shown.isTextual() && shown.asText().equals(ANYTHING)) {
      return true;
    }
    if (shown.isObject()) {
      return actual.isObject() && membersMatch(shown, actual);
    }
    if (shown.isArray()) {
      return actual.isArray() && elementsMatch(shown.elements(), actual.elements());
    }
    return shown.isTextual()
        ? actual.isTextual() && matches(shown.asText(), actual.asText())
        : shown.equals(actual);
  }

  private static boolean membersMatch(JsonNode shown, JsonNode actual) {
    for (var member : shown.properties()) {
      String name = member.getKey();
      boolean matches =
          name.equals(ANYTHING)
              || (actual.has(name) && matches(member.getValue(), actual.path(name)));
      if (!matches) {
        return false;
      }
    }
    return shown.has(ANYTHING) || shown.size() == actual.size();
  }

  private static boolean elementsMatch(Iterator<JsonNode> shown, Iterator<JsonNode> actual) {
    while (shown.hasNext()) {
      JsonNode next = shown.next();
      if (!shown.hasNext() && next.isTextual() && next.asText().equals(ANYTHING)) {
        return true;
      }
      if (!actual.hasNext() || !matches(next, actual.next())) {
        return false;
      }
    }
    return !actual.hasNext();
  }

  private static boolean matches(String shown, String actual) {
    String pattern =
        Stream.of(shown.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*?"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches();
  }
}
