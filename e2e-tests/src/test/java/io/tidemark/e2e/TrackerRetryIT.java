package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.PageServer;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a real browser could not send at once is counted later: all of it, once, in its time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackerRetryIT {
  private static final Duration SHOWN = Duration.ofSeconds(30);
  private static final String WAITING =
      "Object.keys(localStorage).filter(key => key.startsWith('tidemark ')).length";

  /** Time runs ten times as fast, in all tabs alike. */
  private static final String HASTE =
      """
      (() => {
        const now = Date.now, start = %d, later = setTimeout;
        Date.now = () => start + 10 * (now() - start);
        window.setTimeout = (f, ms) => later(f, ms / 10);
      })()"""
          .formatted(System.currentTimeMillis());

  private Browser browser;
  private TidemarkProcess shared;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    shared = Shared.instance();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void gatewayAway_eventsOfAllTabs_areCountedOnceWhenItIsBack(@TempDir Path folder)
      throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start();
        PageServer pages = new PageServer();
        Person person = browser.newPerson();
        Person forgetful = browser.newPerson()) {
      String site = "away";
      pages
          .page("/", TrackerIT.snippet(tidemark, site, "data-engagement=off"))
          .page("/closed", TrackerIT.snippet(tidemark, site, "data-engagement=off"))
          .page("/off", TrackerIT.snippet(tidemark, site, "data-engagement=off data-retry=off"));
      Tab one = person.newTab().before(HASTE).visit(pages.url("/"));
      Tab two = person.newTab().before(HASTE).visit(pages.url("/"));
      Tab off = forgetful.newTab().before(HASTE).visit(pages.url("/off"));
      Stats.await(tidemark, site, 3);
      one.await(WAITING + " == 0");

      tidemark.kill();
      one.eval("history.pushState({}, '', '/one')");
      one.eval("tidemark('signup', {plan: 'pro'})");
      two.eval("history.pushState({}, '', '/two')");
      off.eval("history.pushState({}, '', '/off/one')");
      // The script comes from the browser's cache.
      Tab closed = person.newTab().before(HASTE).visit(pages.url("/closed"));
      one.await(WAITING + " == 4");
      closed.close();
      assertThat(off.eval("localStorage.length").asInt()).isZero();
      tidemark.start();

      Stats.await(tidemark, site, 8);
      one.await(WAITING + " == 0", SHOWN);
      assertThat(Stats.of(tidemark, site))
          .isEqualTo(
              new Stats(
                  7,
                  8,
                  1,
                  List.of("/=2", "/closed=1", "/off=1", "/off/one=1", "/one=1", "/two=1")));
      assertThat(one.problems()).allMatch(problem -> problem.contains("net::ERR_"));
    }
  }

  @Test
  void offline_events_areSentByOneTab_andCountWhenTheyHappened() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      String site = "offline";
      pages.page("/", TrackerIT.snippet(shared, site, "data-engagement=off"));
      Tab one = person.newTab().before(TrackerIT.CLOCK).visit(pages.url("/"));
      Tab two = person.newTab().before(TrackerIT.CLOCK).visit(pages.url("/"));
      Stats.await(shared, site, 2);
      Instant before = Instant.now();
      for (Tab tab : List.of(one, two)) {
        tab.offline(true);
        tab.eval("window.later = -7200e3");
      }
      for (int i = 0; i < 5; i++) {
        one.eval("history.pushState({}, '', '/one" + i + "')");
        two.eval("history.pushState({}, '', '/two" + i + "')");
      }
      one.await(WAITING + " == 10");

      for (Tab tab : List.of(one, two)) {
        tab.eval("window.later = -7180e3");
        tab.offline(false);
      }

      Stats.await(shared, site, 12);
      one.await(WAITING + " == 0");
      assertThat(Stats.of(shared, site).views()).isEqualTo(12);
      assertThat(duplicates(site)).isZero();
      List<JsonNode> late =
          EventLog.of(shared, site).stream()
              .filter(event -> !event.path("path").asText().equals("/"))
              .toList();
      assertThat(late).hasSize(10);
      assertThat(late)
          .allSatisfy(
              event ->
                  assertThat(Instant.parse(event.path("timestamp").asText()))
                      .isBetween(before.minusSeconds(7205), before.minusSeconds(7170)));
    }
  }

  @Test
  void answerNobodySaw_eventSentAgain_countsOnce() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      String site = "unseen";
      pages.page("/", TrackerIT.snippet(shared, site, "data-engagement=off"));
      String deaf =
          "fetch = (send => (...a) => { send(...a); return new Promise(() => {}) })(fetch)";
      Tab first = person.newTab().before(deaf).visit(pages.url("/"));
      Stats.await(shared, site, 1);
      assertThat(first.eval(WAITING).asInt()).isEqualTo(1);
      first.close();

      Tab second = person.newTab().before("window.later = 60e3").before(TrackerIT.CLOCK);
      second.visit(pages.url("/"));

      second.await(WAITING + " == 0");
      Await.until(SHOWN, () -> duplicates(site) == 1, () -> "no duplicate was told");
      assertThat(Stats.of(shared, site)).isEqualTo(new Stats(2, 2, 1, List.of("/=2")));
    }
  }

  @Test
  void eventTooOldOrRefused_isGivenUp() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      String site = "given-up";
      pages.page("/", TrackerIT.snippet(shared, site, "data-engagement=off"));
      Tab tab = person.newTab().before(TrackerIT.CLOCK).visit(pages.url("/"));
      tab.eval("tidemark('x'.repeat(101))");
      tab.await(WAITING + " == 0");
      tab.offline(true);
      tab.eval("history.pushState({}, '', '/old')");
      tab.await(WAITING + " == 1");

      tab.eval("window.later = 24 * 3600e3");
      tab.offline(false);

      tab.await(WAITING + " == 0");
      tab.eval("tidemark('last')");
      assertThat(Stats.await(shared, site, 2)).isEqualTo(new Stats(1, 2, 1, List.of("/=1")));
    }
  }

  @Test
  void eventsKept_haveAMostNumber() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page("/", TrackerIT.snippet(shared, "many", "data-engagement=off"));
      Tab tab = person.open(pages.url("/"));
      tab.await(WAITING + " == 0");
      tab.offline(true);
      tab.eval("for (let i = 0; i < 150; i++) tidemark('many', {text: 'x'.repeat(50)})");
      tab.eval("tidemark('large', {text: 'x'.repeat(10000)})");

      assertThat(tab.eval(WAITING).asInt()).isEqualTo(99);
    }
  }

  private long duplicates(String site) throws Exception {
    return Http.get(shared.query("/stats/quality?site_id=" + site))
        .json()
        .path("duplicate")
        .asLong(-1);
  }
}
