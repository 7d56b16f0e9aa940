package io.tidemark.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events of one site's visitors: most of them come back, look at a few pages, and now and then do
 * something. The same seed gives the same people on the same pages; event ids differ from run to
 * run, so that a second run counts too. Not thread-safe.
 */
final class Traffic {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_PEOPLE = 20_000;
  private static final int MAX_VISITS = 200;
  private static final int MAX_PAGES_PER_VISIT = 8;
  private static final double PAGE_POPULARITY = 1.1;
  private static final double NEW_PERSON = 0.35;
  private static final double NEW_VISIT = 0.3;
  private static final double ACTION = 0.08;

  private final DemoSite site;
  private final Random random;
  private final String run;
  private final Zipf popularity;
  private final List<Person> people = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();
  private long events;
  private long sessions;

  /**
   * Traffic of a site.
   *
   * @param run what makes this run's event ids differ from another's
   */
  Traffic(DemoSite site, long seed, String run) {
    this.site = site;
    this.random = new Random(seed ^ site.name().hashCode());
    this.run = run;
    this.popularity = new Zipf(site.pages().size(), PAGE_POPULARITY);
  }

  /** The next event as JSON. */
  byte[] next(Instant time) {
    Visit visit = takeVisit();
    ObjectNode event = JSON.createObjectNode();
    event.put("site_id", site.name());
    boolean action = visit.referrer() == null && random.nextDouble() < ACTION;
    event.put("event_type", action ? any(site.actions()) : "page_view");
    event.put("path", site.pages().get(popularity.next(random)));
    event.put("user_id", visit.person().userId());
    event.put("session_id", visit.sessionId());
    event.put("timestamp", time.toString());
    event.put("event_id", "demo-" + run + "-" + site.name() + "-" + events++);
    if (visit.referrer() != null) {
      event.put("referrer", visit.referrer());
    }
    event.put("user_agent", visit.person().userAgent());
    event.put("language", visit.person().language());
    if (action) {
      event.putObject("properties").put("value", 1 + random.nextInt(200));
    }
    if (visit.pagesLeft() > 1) {
      visits.add(visit.next());
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Visit takeVisit() {
    boolean begin =
        visits.isEmpty() || (visits.size() < MAX_VISITS && random.nextDouble() < NEW_VISIT);
    if (!begin) {
      int last = visits.size() - 1;
      int chosen = random.nextInt(visits.size());
      Visit visit = visits.get(chosen);
      visits.set(chosen, visits.get(last));
      visits.remove(last);
      return visit;
    }
    String session = "s-" + run + "-" + sessions++;
    return new Visit(
        person(), session, Habits.referrer(random), 1 + random.nextInt(MAX_PAGES_PER_VISIT));
  }

  private Person person() {
    boolean fresh = people.isEmpty() || random.nextDouble() < NEW_PERSON;
    if (!fresh || people.size() >= MAX_PEOPLE) {
      return any(people);
    }
    String id = "u-" + Long.toHexString(random.nextLong());
    Person person = new Person(id, Habits.userAgent(random), Habits.language(random));
    people.add(person);
    return person;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
