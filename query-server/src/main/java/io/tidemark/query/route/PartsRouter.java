package io.tidemark.query.route;

import io.tidemark.query.merge.PartRanking;
import io.tidemark.query.merge.Partial;
import io.tidemark.query.merge.PartsMerge;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Run;
import io.tidemark.query.plan.Slice;
import io.tidemark.query.plan.TopRead;
import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.topic.SiteParts;
import io.tidemark.topology.view.RollupView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks all parts of a hot site, those included that one of them tells of, and puts their answers
 * together. For any thread.
 *
 * <p>Part 0 always knows of all parts that have counted anything, since each of them asks it first
 * ({@code PartRoutes} of the topology).
 */
final class PartsRouter {
  /** Rows of each part's list to begin with; if they prove too few, all there are. */
  private static final int FIRST_HEAD = 100;

  private static final int HEAD_PER_ROW = 4;

  private final Router router;
  private final int partitions;

  /**
   * @param partitions N, the number of partitions
   */
  PartsRouter(Router router, int partitions) {
    this.router = router;
    this.partitions = partitions;
  }

  /**
   * What all parts answer, in their order.
   *
   * @param known parts that are known of
   */
  <P extends Partial> List<P> all(String siteId, int known, Plan plan, Class<P> kind) {
    List<P> answers = new ArrayList<>();
    int wanted = Math.min(partitions, known);
    while (answers.size() < wanted) {
      answers.addAll(router.askAll(partitionsOf(siteId, answers.size(), wanted), plan, kind));
      wanted = Math.min(partitions, Math.max(wanted, PartsMerge.parts(answers)));
    }
    return answers;
  }

  private List<Integer> partitionsOf(String siteId, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(part -> SiteParts.partition(siteId, part, partitions))
        .toList();
  }

  /** An answer, and whether longer lists could not make it any more certain. */
  private record Merged<P extends Partial>(P answer, boolean isProven) {}

  Partial.Site site(Plan.SiteRead plan, int known) {
    Merged<Partial.Site> first = site(plan, known, false);
    return first.isProven ? first.answer : site(plan, first.answer.parts(), true).answer;
  }

  private Merged<Partial.Site> site(Plan.SiteRead plan, int known, boolean isLast) {
    Plan.SiteRead longer =
        new Plan.SiteRead(
            plan.siteId(),
            plan.zone(),
            plan.slices().stream().map(slice -> longer(slice, isLast)).toList());
    List<Partial.Site> answers = all(plan.siteId(), known, longer, Partial.Site.class);
    long asOfMs = PartsMerge.asOfMs(answers);
    boolean isProven = true;
    List<Partial.SliceResult> slices = new ArrayList<>();
    for (int i = 0; i < plan.slices().size(); i++) {
      Partial.SliceResult merged = PartsMerge.slice(answers, i);
      List<Partial.Top> tops = new ArrayList<>();
      for (int top = 0; top < plan.slices().get(i).tops().size(); top++) {
        LookUps lookUps = lookUps(plan, plan.slices().get(i), top, answers.size());
        List<Partial.Top> lists = lists(answers, i, top);
        int asked = longer.slices().get(i).tops().get(top).limit();
        int limit = plan.slices().get(i).tops().get(top).limit();
        PartRanking.Result ranked =
            new PartRanking(lists.stream().map(list -> head(list.rows(), asked)).toList(), limit)
                .rank(lookUps);
        isProven &= ranked.error() == 0;
        tops.add(top(lists, ranked));
        asOfMs = Math.min(asOfMs, lookUps.asOfMs);
      }
      slices.add(new Partial.SliceResult(merged.totals(), merged.points(), tops));
    }
    Partial.Site answer =
        new Partial.Site(
            asOfMs,
            PartsMerge.parts(answers),
            PartsMerge.newest(answers.stream().map(Partial.Site::newestEventMs).toList()),
            slices);
    return new Merged<>(answer, isProven);
  }

  private static List<Partial.Top> lists(List<Partial.Site> answers, int slice, int top) {
    return answers.stream().map(answer -> answer.slices().get(slice).tops().get(top)).toList();
  }

  private static Slice longer(Slice slice, boolean isLast) {
    return new Slice(
        slice.runs(),
        slice.points(),
        slice.tops().stream()
            .map(top -> new TopRead(top.dimension(), head(top.limit(), isLast), top.users()))
            .toList());
  }

  private static int head(int limit, boolean isLast) {
    int wanted = Math.max(FIRST_HEAD, HEAD_PER_ROW * limit);
    return isLast ? RollupView.MAX_TOP : Math.min(RollupView.MAX_TOP, wanted);
  }

  private static Partial.Top top(List<Partial.Top> lists, PartRanking.Result ranked) {
    return new Partial.Top(
        ranked.rows().stream()
            .map(row -> new Partial.TopRow(row.value(), row.current(), row.users()))
            .toList(),
        lists.stream().mapToLong(Partial.Top::otherViews).sum(),
        ranked.error() + lists.stream().mapToLong(Partial.Top::error).sum());
  }

  private static PartRanking.Head head(List<Partial.TopRow> rows, int asked) {
    boolean isAll = rows.size() < asked;
    return new PartRanking.Head(
        rows.stream()
            .map(row -> new PartRanking.Row(row.value(), row.views(), 0, row.users()))
            .toList(),
        isAll ? 0 : rows.get(rows.size() - 1).views(),
        isAll);
  }

  Partial.Trend trend(Plan.TrendRead plan, int known) {
    Merged<Partial.Trend> first = trend(plan, known, false);
    return first.isProven ? first.answer : trend(plan, first.answer.parts(), true).answer;
  }

  private Merged<Partial.Trend> trend(Plan.TrendRead plan, int known, boolean isLast) {
    int asked = head(plan.limit(), isLast);
    Plan.TrendRead longer =
        new Plan.TrendRead(plan.siteId(), plan.zone(), plan.current(), plan.previous(), asked);
    List<Partial.Trend> answers = all(plan.siteId(), known, longer, Partial.Trend.class);
    List<PartRanking.Head> heads = new ArrayList<>();
    for (Partial.Trend answer : answers) {
      List<Partial.TrendRow> rows = answer.rows();
      heads.add(
          new PartRanking.Head(
              rows.stream()
                  .map(
                      row ->
                          new PartRanking.Row(row.path(), row.views(), row.previousViews(), null))
                  .toList(),
              rows.size() < asked ? 0 : rows.get(rows.size() - 1).gain(),
              false)); // what is not listed may have lost views
    }
    LookUps current = lookUps(plan, List.of(plan.current()), answers.size());
    LookUps previous = lookUps(plan, List.of(plan.previous()), answers.size());
    PartRanking.Result result =
        new PartRanking(heads, plan.limit()).rank(new GainLookUps(current, previous));
    long asOfMs = Math.min(current.asOfMs, previous.asOfMs);
    Partial.Trend answer =
        new Partial.Trend(
            Math.min(asOfMs, PartsMerge.asOfMs(answers)),
            PartsMerge.parts(answers),
            PartsMerge.newest(answers.stream().map(Partial.Trend::newestEventMs).toList()),
            result.rows().stream()
                .map(row -> new Partial.TrendRow(row.value(), row.current(), row.previous()))
                .toList(),
            result.error() + answers.stream().mapToLong(Partial.Trend::error).sum());
    return new Merged<>(answer, result.error() == 0);
  }

  private LookUps lookUps(Plan.SiteRead plan, Slice slice, int top, int parts) {
    TopRead wanted = slice.tops().get(top);
    return new LookUps(
        new Plan.ValuesRead(
            plan.siteId(),
            plan.zone(),
            wanted.dimension(),
            slice.runs(),
            List.of(),
            wanted.users()),
        parts);
  }

  private LookUps lookUps(Plan.TrendRead plan, List<Run> runs, int parts) {
    return new LookUps(
        new Plan.ValuesRead(plan.siteId(), plan.zone(), Dimension.PATH, runs, List.of(), false),
        parts);
  }

  /** Exact counts of the parts that are asked for them, all at once. */
  private final class LookUps implements PartRanking.Source {
    private final Plan.ValuesRead like;
    private final int parts;
    private long asOfMs = Long.MAX_VALUE;

    LookUps(Plan.ValuesRead like, int parts) {
      this.like = like;
      this.parts = parts;
    }

    @Override
    public List<List<PartRanking.Row>> lookUp(List<List<String>> values) {
      List<Integer> asked =
          IntStream.range(0, parts).filter(part -> !values.get(part).isEmpty()).boxed().toList();
      List<Partial.Values> answers =
          router.askEach(
              asked.stream()
                  .map(part -> SiteParts.partition(like.siteId(), part, partitions))
                  .toList(),
              asked.stream().map(part -> like(values.get(part))).toList(),
              Partial.Values.class);
      List<List<PartRanking.Row>> told = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        told.add(List.of());
      }
      for (int i = 0; i < asked.size(); i++) {
        asOfMs = Math.min(asOfMs, answers.get(i).asOfMs());
        told.set(
            asked.get(i),
            answers.get(i).rows().stream()
                .map(row -> new PartRanking.Row(row.value(), row.views(), 0, row.users()))
                .toList());
      }
      return told;
    }

    private Plan like(List<String> values) {
      return new Plan.ValuesRead(
          like.siteId(), like.zone(), like.dimension(), like.runs(), values, like.users());
    }
  }

  /** Views now and before. */
  private record GainLookUps(LookUps current, LookUps previous) implements PartRanking.Source {
    @Override
    public List<List<PartRanking.Row>> lookUp(List<List<String>> values) {
      List<List<PartRanking.Row>> now = current.lookUp(values);
      List<List<PartRanking.Row>> before = previous.lookUp(values);
      List<List<PartRanking.Row>> both = new ArrayList<>();
      for (int part = 0; part < now.size(); part++) {
        List<PartRanking.Row> rows = new ArrayList<>();
        // each tells the first values it was asked for, in that order
        int told = Math.min(now.get(part).size(), before.get(part).size());
        for (int i = 0; i < told; i++) {
          PartRanking.Row row = now.get(part).get(i);
          rows.add(
              new PartRanking.Row(
                  row.value(), row.current(), before.get(part).get(i).current(), null));
        }
        both.add(rows);
      }
      return both;
    }
  }
}
