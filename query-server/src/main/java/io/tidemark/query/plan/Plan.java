package io.tidemark.query.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tidemark.schemas.event.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one partition is asked for. It names no estimates, only rows, so that results of several
 * partitions can be merged.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Plan.SiteRead.class, name = "site"),
  @JsonSubTypes.Type(value = Plan.ValueRead.class, name = "value"),
  @JsonSubTypes.Type(value = Plan.ValuesRead.class, name = "values"),
  @JsonSubTypes.Type(value = Plan.TrendRead.class, name = "trend"),
  @JsonSubTypes.Type(value = Plan.QualityRead.class, name = "quality"),
  @JsonSubTypes.Type(value = Plan.SitesRead.class, name = "sites")
})
public sealed interface Plan {

  /** The site it is about; null: all. */
  @Nullable String siteId();

  /**
   * Totals and top rows of one site.
   *
   * @param zone the id of the site's time zone, in which days and hours begin
   */
  record SiteRead(String siteId, String zone, List<Slice> slices) implements Plan {
    public SiteRead {
      slices = List.copyOf(slices);
    }
  }

  /**
   * One value of a dimension of one site, bucket by bucket.
   *
   * @param zone the id of the site's time zone
   */
  record ValueRead(String siteId, String zone, Dimension dimension, String value, List<Run> runs)
      implements Plan {
    public ValueRead {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Some values of a dimension of one site, all buckets together.
   *
   * @param zone the id of the site's time zone
   * @param values those that matter most first
   * @param users whether their users are wanted, where they are kept
   */
  record ValuesRead(
      String siteId,
      String zone,
      Dimension dimension,
      List<Run> runs,
      List<String> values,
      boolean users)
      implements Plan {
    public ValuesRead {
      runs = List.copyOf(runs);
      values = List.copyOf(values);
    }
  }

  /**
   * The paths of one site that gained most views.
   *
   * @param zone the id of the site's time zone
   * @param current the buckets to look at
   * @param previous the buckets to compare with
   * @param limit most rows
   */
  record TrendRead(String siteId, String zone, Run current, Run previous, int limit)
      implements Plan {}

  /** What became of one site's events. */
  record QualityRead(String siteId) implements Plan {}

  /**
   * The sites of a partition, busiest first.
   *
   * @param nowMs the moment whose day counts as today, epoch milliseconds
   * @param limit most rows
   * @param days how many days to tell the views of, today the last; 0: none
   * @param siteId the one site to tell of; null: all
   */
  record SitesRead(long nowMs, int limit, int days, @Nullable String siteId) implements Plan {}
}
