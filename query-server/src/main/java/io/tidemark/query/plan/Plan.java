package io.tidemark.query.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What one partition is asked for. It names no estimates, only rows, so that results of several
 * partitions can be merged.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Plan.SiteRead.class, name = "site"),
  @JsonSubTypes.Type(value = Plan.TrendRead.class, name = "trend"),
  @JsonSubTypes.Type(value = Plan.SitesRead.class, name = "sites")
})
public sealed interface Plan {

  /**
   * Totals and top paths of one site.
   *
   * @param zone the id of the site's time zone, in which days and hours begin
   */
  record SiteRead(String siteId, String zone, List<Slice> slices) implements Plan {
    public SiteRead {
      slices = List.copyOf(slices);
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

  /**
   * The sites of a partition, busiest first.
   *
   * @param nowMs the moment whose day counts as today, epoch milliseconds
   * @param limit most rows
   */
  record SitesRead(long nowMs, int limit) implements Plan {}
}
