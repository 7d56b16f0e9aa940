package io.tidemark.query.merge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tidemark.topology.view.ValueViews;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one partition answered to a plan, or several partitions together: still mergeable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Partial.Site.class, name = "site"),
  @JsonSubTypes.Type(value = Partial.Trend.class, name = "trend"),
  @JsonSubTypes.Type(value = Partial.Sites.class, name = "sites")
})
public sealed interface Partial {

  /** Every event acknowledged before this instant is in it, epoch milliseconds. */
  long asOfMs();

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.SiteRead}.
   *
   * @param newestEventMs the site's latest event time, epoch milliseconds; null: it has none
   * @param slices one per slice of the plan, in its order
   */
  record Site(long asOfMs, @Nullable Long newestEventMs, List<SliceResult> slices)
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
   */
  record SliceResult(Totals totals, List<Point> points, Top top) {
    public SliceResult {
      points = List.copyOf(points);
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
  record Top(List<ValueViews> rows, long otherViews, long error) {
    public Top {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The answer to a {@link io.tidemark.query.plan.Plan.TrendRead}.
   *
   * @param newestEventMs as in {@link Site}
   * @param rows by gain, descending, ties by the path's UTF-8 bytes
   * @param error the most views by which a gain may be wrong, or by which a path that is not listed
   *     may exceed the last one listed; 0: exact
   */
  record Trend(long asOfMs, @Nullable Long newestEventMs, List<TrendRow> rows, long error)
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

  /** The answer to a {@link io.tidemark.query.plan.Plan.SitesRead}. */
  record Sites(long asOfMs, List<SiteRow> rows) implements Partial {
    public Sites {
      rows = List.copyOf(rows);
    }

    /** The sites of several partitions, the busiest of all first. */
    public static Sites merge(List<Sites> parts, int limit) {
      return new Sites(
          parts.stream().mapToLong(Sites::asOfMs).min().orElseThrow(),
          parts.stream()
              .flatMap(part -> part.rows.stream())
              .sorted(SiteRow.ORDER)
              .limit(limit)
              .toList());
    }
  }

  /** A site, its views today and its latest event time, epoch milliseconds. */
  record SiteRow(String siteId, long viewsToday, long newestEventMs) {
    /** Views today descending, ties by name. */
    public static final Comparator<SiteRow> ORDER =
        Comparator.comparingLong(SiteRow::viewsToday).reversed().thenComparing(SiteRow::siteId);
  }
}
