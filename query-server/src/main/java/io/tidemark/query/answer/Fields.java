package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.Totals;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** The fields that answers have in common. */
final class Fields {
  private static final double CONFIDENCE = 0.95;
  private static final DateTimeFormatter PRECISE =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Everything {@code /stats} says of a slice. */
  static ObjectNode stats(ObjectNode answer, @Nullable Dimension groupBy, Partial.Site partial) {
    Partial.SliceResult slice = partial.slices().get(0);
    totals(answer, slice.totals());
    top(answer, slice);
    Breakdowns.add(answer, groupBy, slice);
    return freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  /** {@code total_views}, {@code total_events}, {@code unique_users}. */
  static void totals(ObjectNode answer, Totals totals) {
    views(answer, totals);
    answer.put("total_events", totals.events());
    users(answer, "unique_users", totals.users());
  }

  /** {@code total_views}, {@code unique_users}. */
  static void viewsAndUsers(ObjectNode answer, Totals totals) {
    views(answer, totals);
    users(answer, "unique_users", totals.users());
  }

  static void views(ObjectNode answer, Totals totals) {
    answer.put("total_views", totals.views());
  }

  /** A number of users, and where it is approximate, {@code <name>_bounds}. */
  static void users(ObjectNode answer, String name, UserSketch users) {
    answer.put(name, users.estimate());
    if (!users.isExact()) {
      UserSketch.Bounds bounds = users.bounds();
      answer
          .putObject(name + "_bounds")
          .put("lower", bounds.lower())
          .put("upper", bounds.upper())
          .put("confidence", CONFIDENCE);
    }
  }

  /** {@code top_paths}, and where they may be off, {@code top_paths_error}, {@code other_views}. */
  static void top(ObjectNode answer, Partial.SliceResult slice) {
    Partial.Top top = slice.tops().get(0);
    ArrayNode rows = answer.putArray("top_paths");
    for (Partial.TopRow row : top.rows()) {
      rows.addObject().put("path", row.value()).put("views", row.views());
    }
    positive(answer, "top_paths_error", top.error());
    positive(answer, "other_views", top.otherViews());
  }

  /** A number that is left out if it is 0. */
  static void positive(ObjectNode answer, String name, long value) {
    if (value > 0) {
      answer.put(name, value);
    }
  }

  /** {@code as_of} and {@code newest_event}. */
  static ObjectNode freshness(ObjectNode answer, long asOfMs, @Nullable Long newestEventMs) {
    answer.put("as_of", preciseTime(asOfMs));
    return newestEventMs == null
        ? answer.putNull("newest_event")
        : answer.put("newest_event", preciseTime(newestEventMs));
  }

  /** A bucket's start, as short as it goes: {@code 2025-11-12T10:00:00Z}. */
  static String time(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }

  /** A moment, to the millisecond: {@code 2025-11-12T10:00:00.000Z}. */
  static String preciseTime(long epochMs) {
    return PRECISE.format(Instant.ofEpochMilli(epochMs));
  }

  private Fields() {}
}
