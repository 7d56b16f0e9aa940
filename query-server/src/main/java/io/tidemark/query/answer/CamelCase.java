package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer with its fields renamed: {@code total_views} to {@code totalViews}, and so on; in
 * {@code topPaths} a row's {@code views} are its {@code count}. Values stay as they are.
 */
public final class CamelCase {
  private static final Pattern WORD_START = Pattern.compile("_([a-z0-9])");

  /** Fields of the answers whose own fields are data: reasons. */
  private static final Set<String> OF_DATA = Set.of("refused", "bot");

  public static ObjectNode of(ObjectNode answer) {
    ObjectNode renamed = Fields.object();
    for (var field : answer.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      renamed.set(
          camel(name),
          name.equals("top_paths") ? topPaths(value) : OF_DATA.contains(name) ? value : of(value));
    }
    return renamed;
  }

  private static JsonNode of(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return of(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode renamed = array.arrayNode(array.size());
      array.forEach(item -> renamed.add(of(item)));
      return renamed;
    }
    return value;
  }

  private static JsonNode topPaths(JsonNode rows) {
    ArrayNode renamed = Fields.object().arrayNode(rows.size());
    for (JsonNode row : rows) {
      ObjectNode item = renamed.addObject();
      item.set("path", row.path("path"));
      item.set("count", row.path("views"));
    }
    return renamed;
  }

  private static String camel(String name) {
    return WORD_START.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  private CamelCase() {}
}
