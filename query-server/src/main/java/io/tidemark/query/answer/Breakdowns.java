package io.tidemark.query.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.parse.Query;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.users.UserSketch;
import org.jspecify.annotations.Nullable;

/** The values of a dimension as the HTTP contract shows them. */
public final class Breakdowns {

  public static ObjectNode breakdown(Query.Breakdown query, Partial.Site partial) {
    ObjectNode answer = Fields.object().put("site_id", query.siteId());
    query
        .period()
        .match(
            () -> answer,
            date -> answer.put("date", date.toString()),
            (first, last) ->
                answer.put("start_date", first.toString()).put("end_date", last.toString()));
    Partial.Top top = partial.slices().get(0).tops().get(0);
    rows(answer, query.dimension(), top);
    Fields.positive(answer, "other_views", top.otherViews());
    return Fields.freshness(answer, partial.asOfMs(), partial.newestEventMs());
  }

  /**
   * Adds the breakdown that a query groups by, if it does; {@code other_views} are those of the top
   * paths there, so its own are {@code rows_other_views}.
   */
  static void add(ObjectNode answer, @Nullable Dimension groupBy, Partial.SliceResult slice) {
    if (groupBy != null) {
      Partial.Top top = slice.tops().get(1);
      rows(answer, groupBy, top);
      Fields.positive(answer, "rows_other_views", top.otherViews());
    }
  }

  /**
   * {@code dimension} and {@code rows}, and where they may be off, {@code top_error}. A row's
   * {@code unique_users} is null where users are not kept (hours) or cost too much to unite.
   */
  private static void rows(ObjectNode answer, Dimension dimension, Partial.Top top) {
    answer.put("dimension", dimension.key());
    ArrayNode rows = answer.putArray("rows");
    for (Partial.TopRow row : top.rows()) {
      ObjectNode item = rows.addObject().put("value", row.value()).put("views", row.views());
      UserSketch users = row.users();
      if (users == null) {
        item.putNull("unique_users");
      } else {
        Fields.users(item, "unique_users", users);
      }
    }
    Fields.positive(answer, "top_error", top.error());
  }

  private Breakdowns() {}
}
