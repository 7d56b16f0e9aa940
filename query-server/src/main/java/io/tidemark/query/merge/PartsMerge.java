package io.tidemark.query.merge;

import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.topology.view.Level;
import io.tidemark.topology.view.SiteQuality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what the parts of a hot site answered: counts add up, users are united. */
public final class PartsMerge {

  /** The least of their ages, epoch milliseconds. */
  public static long asOfMs(Collection<? extends Partial> answers) {
    return answers.stream().mapToLong(Partial::asOfMs).min().orElseThrow();
  }

  /** The most parts that one of them knows of. */
  public static int parts(Collection<? extends Partial> answers) {
    return answers.stream().mapToInt(Partial::parts).max().orElseThrow();
  }

  /** One slice of several answers, without its top rows. */
  public static Partial.SliceResult slice(List<Partial.Site> answers, int slice) {
    List<Totals> totals = new ArrayList<>();
    Map<Long, List<Totals>> points = new TreeMap<>();
    for (Partial.Site answer : answers) {
      Partial.SliceResult result = answer.slices().get(slice);
      totals.add(result.totals());
      for (Partial.Point point : result.points()) {
        points.computeIfAbsent(point.startMs(), start -> new ArrayList<>()).add(point.totals());
      }
    }
    return new Partial.SliceResult(
        Totals.sum(totals),
        points.entrySet().stream()
            .map(point -> new Partial.Point(point.getKey(), Totals.sum(point.getValue())))
            .toList(),
        List.of());
  }

  /** The latest event time; null: there is none. */
  public static @Nullable Long newest(Collection<@Nullable Long> times) {
    return times.stream().filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
  }

  /** The value's buckets of all parts. */
  public static Partial.History history(Plan.ValueRead plan, List<Partial.History> answers) {
    Map<Level, Map<Long, List<Partial.ValuePoint>>> byLevel = new HashMap<>();
    for (Partial.History answer : answers) {
      for (Partial.ValuePoint point : answer.points()) {
        byLevel
            .computeIfAbsent(point.level(), level -> new TreeMap<>())
            .computeIfAbsent(point.startMs(), start -> new ArrayList<>())
            .add(point);
      }
    }
    List<Partial.ValuePoint> points = new ArrayList<>();
    for (Level level : plan.runs().stream().map(Run::level).distinct().toList()) {
      byLevel.getOrDefault(level, Map.of()).values().forEach(same -> points.add(sum(same)));
    }
    return new Partial.History(
        asOfMs(answers),
        parts(answers),
        newest(answers.stream().map(Partial.History::newestEventMs).toList()),
        points);
  }

  private static Partial.ValuePoint sum(List<Partial.ValuePoint> same) {
    Partial.ValuePoint first = same.get(0);
    return new Partial.ValuePoint(
        first.level(),
        first.startMs(),
        same.stream().mapToLong(Partial.ValuePoint::views).sum(),
        first.users() == null
            ? null
            : Users.union(
                same.stream().map(Partial.ValuePoint::users).filter(Objects::nonNull).toList()));
  }

  /** What became of the events of all parts. */
  public static Partial.Quality quality(List<Partial.Quality> answers) {
    List<SiteQuality> counts = answers.stream().map(Partial.Quality::counts).toList();
    Map<String, Long> bots = new HashMap<>();
    Map<String, Long> refused = new HashMap<>();
    for (SiteQuality part : counts) {
      part.bots().forEach((reason, count) -> bots.merge(reason, count, Long::sum));
      part.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
    }
    return new Partial.Quality(
        asOfMs(answers),
        parts(answers),
        newest(answers.stream().map(Partial.Quality::newestEventMs).toList()),
        new SiteQuality(
            counts.stream().mapToLong(SiteQuality::accepted).sum(),
            counts.stream().mapToLong(SiteQuality::late).sum(),
            counts.stream().mapToLong(SiteQuality::duplicates).sum(),
            bots,
            refused));
  }

  /** The sites of several partitions, the busiest of all first; a hot site is one of them. */
  public static Partial.Sites sites(List<Partial.Sites> answers, int limit) {
    Map<String, Partial.SiteRow> bySite = new HashMap<>();
    for (Partial.Sites answer : answers) {
      answer.rows().forEach(row -> bySite.merge(row.siteId(), row, PartsMerge::sum));
    }
    return new Partial.Sites(
        asOfMs(answers),
        parts(answers),
        bySite.values().stream().sorted(Partial.SiteRow.ORDER).limit(limit).toList());
  }

  private static Partial.SiteRow sum(Partial.SiteRow a, Partial.SiteRow b) {
    List<Long> days = new ArrayList<>();
    for (int day = 0; day < Math.min(a.dailyViews().size(), b.dailyViews().size()); day++) {
      days.add(a.dailyViews().get(day) + b.dailyViews().get(day));
    }
    return new Partial.SiteRow(
        a.siteId(),
        a.viewsToday() + b.viewsToday(),
        Math.min(a.oldestEventMs(), b.oldestEventMs()),
        Math.max(a.newestEventMs(), b.newestEventMs()),
        days);
  }

  private PartsMerge() {}
}
