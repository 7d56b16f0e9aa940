package io.tidemark.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.answer.Answers;
import io.tidemark.query.answer.Breakdowns;
import io.tidemark.query.answer.Pages;
import io.tidemark.query.parse.Query;
import io.tidemark.query.plan.Moment;
import io.tidemark.query.plan.Plan;
import io.tidemark.query.plan.Planner;
import io.tidemark.query.route.Router;
import io.tidemark.topology.view.Statistics;
import java.time.Clock;
import java.time.Instant;

/**
 * A query from plan to answer: {@code plan → route → merge → answer}. For any thread.
 *
 * <p>Throws {@link io.tidemark.query.parse.BadQueryException} for what cannot be planned and {@link
 * io.tidemark.query.route.UnavailableException} when nobody can be asked.
 */
public final class QueryService {
  private final Statistics statistics;
  private final Planner planner;
  private final Router router;
  private final Clock clock;

  public QueryService(Statistics statistics, Planner planner, Router router, Clock clock) {
    this.statistics = statistics;
    this.planner = planner;
    this.router = router;
    this.clock = clock;
  }

  /** The answer in the contract's shape. */
  public ObjectNode answer(Query query) {
    return query.match(new Answering(clock.instant()));
  }

  /** One query's cases, all by the same reading of the clock. */
  private final class Answering implements Query.Cases<ObjectNode> {
    private final Instant now;

    Answering(Instant now) {
      this.now = now;
    }

    private Moment moment(String siteId) {
      return new Moment(now, statistics.zone(siteId));
    }

    @Override
    public ObjectNode allTime(Query.AllTime query) {
      Plan.SiteRead plan = planner.allTime(query, moment(query.siteId()));
      return Answers.allTime(query, router.site(plan));
    }

    @Override
    public ObjectNode oneDay(Query.OneDay query) {
      Plan.SiteRead plan = planner.oneDay(query, moment(query.siteId()));
      return Answers.oneDay(query, router.site(plan));
    }

    @Override
    public ObjectNode between(Query.Between query) {
      Moment moment = moment(query.siteId());
      return Answers.between(query, moment, router.site(planner.between(query, moment)));
    }

    @Override
    public ObjectNode overview(Query.Overview query) {
      Moment moment = moment(query.siteId());
      return Answers.overview(query, moment, router.site(planner.overview(query, moment)));
    }

    @Override
    public ObjectNode range(Query.Range query) {
      Moment moment = moment(query.siteId());
      return Answers.range(query, moment, router.site(planner.range(query, moment)));
    }

    @Override
    public ObjectNode oneValue(Query.OneValue query) {
      Moment moment = moment(query.siteId());
      return Pages.oneValue(query, moment, router.history(planner.oneValue(query, moment)));
    }

    @Override
    public ObjectNode breakdown(Query.Breakdown query) {
      Plan.SiteRead plan = planner.breakdown(query, moment(query.siteId()));
      return Breakdowns.breakdown(query, router.site(plan));
    }

    @Override
    public ObjectNode report(Query.Report query) {
      Moment moment = moment(query.siteId());
      return Pages.report(query, moment, router.history(planner.report(query, moment)));
    }

    @Override
    public ObjectNode quality(Query.Quality query) {
      return Answers.quality(query, router.quality(new Plan.QualityRead(query.siteId())));
    }

    @Override
    public ObjectNode trending(Query.Trending query) {
      Plan.TrendRead plan = planner.trending(query, moment(query.siteId()));
      return Answers.trending(query, router.trend(plan));
    }

    @Override
    public ObjectNode realtime(Query.Realtime query) {
      Moment moment = moment(query.siteId());
      return Answers.realtime(query, moment, router.site(planner.realtime(query, moment)));
    }

    @Override
    public ObjectNode sites(Query.Sites query) {
      Plan.SitesRead plan =
          new Plan.SitesRead(now.toEpochMilli(), query.limit(), query.days(), query.siteId());
      return Answers.sites(query, router.sites(plan), site -> moment(site).today());
    }
  }
}
