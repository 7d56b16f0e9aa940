package io.tidemark.query.merge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tidemark.schemas.users.UserSketch;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import io.tidemark.topology.view.ValueViews;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one partition answered to a plan, or several partitions together: still mergeable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Partial.Site.class, name = "site"),
  @JsonSubTypes.Type(value = Partial.History.class, name = "value"),
  @JsonSubTypes.Type(value = Partial.Values.class, name = "values"),
  @JsonSubTypes.Type(value = Partial.Trend.class, name = "trend"),
  @JsonSubTypes.Type(value = Partial.Quality.class, name = "quality"),
  @JsonSubTypes.Type(value = Partial.Sites.class, name = "sites")
})
public sealed interface Partial {

  /** Every event acknowledged before this instant is in it, epoch milliseconds. */
  long asOfMs();

  /**
   * How many parts the site has as far as is known there; 1: it is not hot. Of several sites, 1.
   */
  int parts();

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.SiteRead}.
   *
   * @param newestEventMs the site's latest event time, epoch milliseconds; null: it has none
   * @param slices one per slice of the plan, in its order
   */
  record Site(long asOfMs, int parts, @Nullable Long newestEventMs, List<SliceResult> slices)
      implements Partial {
    public Site {
      slices = List.copyOf(slices);
    }
  }

  /**
   * What was wanted of a slice.
   *
   * @param totals of all its buckets together
   * @param points of each bucket that has events, by start; empty if not wanted
   * @param tops one per table wanted, in the plan's order
   */
  record SliceResult(Totals totals, List<Point> points, List<Top> tops) {
    public SliceResult {
      points = List.copyOf(points);
      tops = List.copyOf(tops);
    }
  }

  /** The totals of one bucket, by its start, epoch milliseconds. */
  record Point(long startMs, Totals totals) {}

  /**
   * The values with the most views, in {@link ValueViews#ORDER}.
   *
   * @param otherViews views of values folded away past the cap
   * @param error the most views by which a row may be too low, or by which a value that is not
   *     listed may exceed the last one listed; 0: exact
   */
  record Top(List<TopRow> rows, long otherViews, long error) {
    /** Of no buckets. */
    public static final Top EMPTY = new Top(List.of(), 0, 0);

    public Top {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A value and its views.
   *
   * @param users the distinct users behind them; null: not wanted, not kept, or too many rows to
   *     unite
   */
  record TopRow(String value, long views, @Nullable UserSketch users) {}

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.ValueRead}.
   *
   * @param newestEventMs as in {@link Site}
   * @param points the buckets that have the value, in the order of the plan's runs, then by start
   */
  record History(long asOfMs, int parts, @Nullable Long newestEventMs, List<ValuePoint> points)
      implements Partial {
    public History {
      points = List.copyOf(points);
    }
  }

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.ValuesRead}.
   *
   * @param rows of the first values of the plan, in its order, those without views too; of the
   *     others nothing is told, for that would be too many look-ups
   */
  record Values(long asOfMs, int parts, List<TopRow> rows) implements Partial {
    public Values {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The value in one bucket, which has it.
   *
   * @param startMs the bucket's start, epoch milliseconds
   * @param users the distinct users behind the views; null where the level keeps none
   */
  record ValuePoint(Level level, long startMs, long views, @Nullable UserSketch users) {}

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.TrendRead}.
   *
   * @param newestEventMs as in {@link Site}
   * @param rows by gain, descending, ties by the path's UTF-8 bytes
   * @param error the most views by which a gain may be wrong, or by which a path that is not listed
   *     may exceed the last one listed; 0: exact
   */
  record Trend(
      long asOfMs, int parts, @Nullable Long newestEventMs, List<TrendRow> rows, long error)
      implements Partial {
    public Trend {
      rows = List.copyOf(rows);
    }
  }

  /** A path's views in the current and the previous buckets. */
  record TrendRow(String path, long views, long previousViews) {
    public long gain() {
      return views - previousViews;
    }
  }

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.QualityRead}.
   *
   * @param newestEventMs as in {@link Site}
   */
  record Quality(long asOfMs, int parts, @Nullable Long newestEventMs, SiteQuality counts)
      implements Partial {}

  /** The answer to a {@link io.tidemark.query.plan.Plan.SitesRead}. */
  record Sites(long asOfMs, int parts, List<SiteRow> rows) implements Partial {
    public Sites {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A site, its views today, its earliest and latest event time, epoch milliseconds.
   *
   * @param dailyViews of as many days as wanted, oldest first, today last
   */
  record SiteRow(
      String siteId,
      long viewsToday,
      long oldestEventMs,
      long newestEventMs,
      List<Long> dailyViews) {
    public SiteRow {
      dailyViews = List.copyOf(dailyViews);
    }

    /** Views today descending, ties by name. */
    public static final Comparator<SiteRow> ORDER =
        Comparator.comparingLong(SiteRow::viewsToday).reversed().thenComparing(SiteRow::siteId);
  }
}
