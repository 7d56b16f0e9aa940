package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.e2e.browser.Tab;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The accessibility rules of axe-core, out of its WebJar, for a page in a tab. */
final class Axe {
  private static final String VERSION = "/META-INF/maven/org.webjars.npm/axe-core/pom.properties";
  private static final String SCRIPT = "/META-INF/resources/webjars/axe-core/%s/axe.min.js";
  private static final String RUN =
      """
      axe.run(document, {resultTypes: ['violations'], preload: false})
        .then(({violations}) => violations.map(({impact, id, nodes}) => ({
          impact, text: `${id}: ` + nodes.map(({target, failureSummary}) =>
            `${target.join(' ')} (${failureSummary.replace(/\\s+/g, ' ')})`).join('; ')})))""";

  private final String script;

  /** A rule that a page breaks, how bad that is, and where. */
  record Finding(String impact, String text) {
    boolean isSerious() {
      return impact.equals("serious") || impact.equals("critical");
    }
  }

  Axe() throws IOException {
    var properties = new Properties();
    try (InputStream in = open(VERSION)) {
      properties.load(in);
    }
    try (InputStream in = open(SCRIPT.formatted(properties.getProperty("version")))) {
      script = new String(in.readAllBytes(), UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Axe.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return in;
  }

  /** What is wrong with the page as it is now. */
  List<Finding> findings(Tab tab) {
    if (!tab.eval("!!window.axe").asBoolean()) {
      tab.eval(script + ";0");
    }
    List<Finding> findings = new ArrayList<>();
    for (JsonNode each : tab.eval(RUN)) {
      findings.add(new Finding(each.path("impact").asText(), each.path("text").asText()));
    }
    return findings;
  }
}
