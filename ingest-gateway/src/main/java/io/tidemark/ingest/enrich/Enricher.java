package io.tidemark.ingest.enrich;

import io.tidemark.ingest.enrich.agent.Agent;
import io.tidemark.ingest.enrich.agent.UserAgents;
import io.tidemark.ingest.enrich.place.Countries;
import io.tidemark.ingest.visitor.VisitorIds;
import io.tidemark.schemas.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The enrichment of events, as a list of steps; none looks at what another one filled in.
 *
 * <p>Only at a browser door is the request the visitor's own: there its address, user agent and
 * languages count where the event gives none, and it is judged. Of all other events only what they
 * say themselves counts.
 */
public final class Enricher implements Enrichment {
  private final UserAgents userAgents;
  private final Countries countries;
  private final VisitorIds visitors;
  private final List<Step> steps =
      List.of(
          this::visitor, this::referrer, this::agent, this::country, this::language, this::judge);

  public Enricher(UserAgents userAgents, Countries countries, VisitorIds visitors) {
    this.userAgents = userAgents;
    this.countries = countries;
    this.visitors = visitors;
  }

  /** Fills in one thing, if it is not there. */
  private interface Step {
    void fill(Filling event);
  }

  @Override
  public Event apply(Event event, Sender sender) {
    Filling filling = new Filling(event, sender);
    for (Step step : steps) {
      step.fill(filling);
    }
    return filling.done();
  }

  @Override
  public @Nullable String notReady() {
    String why = visitors.notReady();
    return why == null ? userAgents.notReady() : why;
  }

  private void visitor(Filling to) {
    String address = to.address();
    String userAgent = to.userAgent();
    if (to.userId != null || address == null || userAgent == null) {
      return;
    }
    to.userId = visitors.of(to.event.siteId(), address, userAgent);
    if (to.userId == null) {
      throw new NotReadyException(visitors.notReady() + "; try again in a second");
    }
  }

  private void referrer(Filling to) {
    if (to.referrerHost == null && to.event.referrer() != null) {
      to.referrerHost = ReferrerHost.of(to.event.referrer(), to.event.siteId());
    }
  }

  private void agent(Filling to) {
    String userAgent = to.userAgent();
    if (userAgent == null || (to.browser != null && to.os != null && to.device != null)) {
      return;
    }
    Agent agent = userAgents.of(userAgent);
    to.browser = to.browser != null ? to.browser : agent.browser();
    to.os = to.os != null ? to.os : agent.os();
    to.device = to.device != null ? to.device : agent.device();
  }

  private void country(Filling to) {
    String address = to.address();
    if (to.country == null && address != null) {
      to.country = countries.of(address);
    }
  }

  private void language(Filling to) {
    String accepted = to.sender.acceptLanguage();
    if (to.language == null && to.sender.browserDoor() && accepted != null) {
      to.language = Languages.preferred(accepted);
    }
  }

  private void judge(Filling to) {
    String userAgent = to.sender.userAgent();
    if (to.bot != null || !to.sender.browserDoor() || userAgent == null) {
      return;
    }
    to.bot = userAgents.of(userAgent).bot();
    if (to.bot == null && Prefetch.isPrefetch(to.sender.purpose())) {
      to.bot = Prefetch.REASON;
    }
  }
}
