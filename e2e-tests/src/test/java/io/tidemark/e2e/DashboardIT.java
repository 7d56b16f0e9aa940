package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.PageServer;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dashboard follows what people do, in one browser with them, without being loaded again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
  private static final String WAITING =
      "Object.keys(localStorage).filter(key => key.startsWith('tidemark ')).length";

  /** Links that lead to other paths of the same document. */
  private static final String SINGLE_PAGE =
      """
      <nav><a href='/pricing'>Pricing</a> <a href='/guide'>Guide</a> <a href='/about'>About</a>
      <a href='/offline'>Offline</a></nav>
      <script>
        document.querySelector('nav').onclick = event => {
          event.preventDefault();
          history.pushState({}, '', event.target.href);
        };
      </script>""";

  /** Keeps count of the questions that are asked, and knows the calls that wait for their time. */
  private static final String WATCHED =
      """
      window.asking = 0;
      window.waiting = new Set();
      const {fetch: ask, setTimeout: wait, clearTimeout: forget} = window;
      window.fetch = (...all) => {
        asking++;
        return ask(...all).finally(() => setTimeout(() => asking--));
      };
      window.setTimeout = (call, ms) => {
        const id = wait(() => { waiting.delete(id); call(); }, ms);
        if (ms) waiting.add(id);
        return id;
      };
      window.clearTimeout = id => { waiting.delete(id); forget(id); };""";

  private Browser browser;
  private TidemarkProcess tidemark;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    tidemark = Shared.instance();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void visits_onAndOffline_showInTheSecondTab() throws Exception {
    String site = "dashboard-live";
    try (PageServer pages = new PageServer();
        Person visitor = browser.newPerson();
        Person owner = browser.newPerson()) {
      pages.page("/", TrackerIT.snippet(tidemark, site, "data-engagement=off") + SINGLE_PAGE);
      Tab tab = visitor.newTab().before(TrackerIT.CLOCK).visit(pages.url("/"));
      Stats.await(tidemark, site, 1);
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, "?site=" + site);
      dashboard.awaitCard("Views", "1");
      dashboard.tab().eval("window.sameDocument = true");

      List<Duration> took = new ArrayList<>();
      for (String path : List.of("pricing", "guide", "about")) {
        String views = Integer.toString(took.size() + 2);
        took.add(dashboard.untilCard("Views", views, () -> click(tab, path)));
      }
      assertThat(tab.problems()).isEmpty();
      tab.offline(true);
      tab.eval("window.later = -20e3");
      click(tab, "offline");
      tab.await(WAITING + " == 1");
      assertThat(dashboard.readCard("Views")).isEqualTo("4");
      tab.eval("window.later = 0");
      took.add(dashboard.untilCard("Views", "5", () -> tab.offline(false)));

      System.out.println("The dashboard followed within (ms) " + milliseconds(took));
      dashboard.awaitCard("Visitors", "1");
      dashboard.tab().await("document.querySelectorAll('.panel .row-name').length >= 5");
      dashboard
          .tab()
          .await("document.querySelector('.current').textContent.trim() == '1 current visitor'");
      Await.until(
          DashboardPage.FOLLOWS,
          () -> dashboard.rows("pages").size() == 5,
          () -> dashboard.rows("pages").toString());
      assertThat(dashboard.rows("pages"))
          .containsExactlyInAnyOrder("/=1", "/pricing=1", "/guide=1", "/about=1", "/offline=1");
      assertThat(dashboard.tab().eval("window.sameDocument").asBoolean()).isTrue();
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void emptySite_itsOwnSnippetVisited_turnsLive() throws Exception {
    String site = "dashboard-empty";
    try (PageServer pages = new PageServer();
        Person visitor = browser.newPerson();
        Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, "?site=" + site);
      dashboard.tab().await("document.body.innerText.includes('Waiting for the first event')");
      assertThat(dashboard.tab().eval("!document.querySelector('.cards')").asBoolean()).isTrue();
      dashboard.screenshot("empty");
      String snippet = dashboard.tab().eval("document.querySelector('pre').textContent").asText();
      assertThat(snippet)
          .isEqualTo(
              "<script defer data-site=\"%s\" src=\"%s\"></script>"
                  .formatted(site, tidemark.ingest("/tracker.js")));
      pages.page("/first", snippet);

      Tab tab = visitor.newTab();
      Duration took = dashboard.untilCard("Views", "1", () -> visit(tab, pages.url("/first")));

      System.out.println("The empty dashboard was live within (ms) " + took.toMillis());
      dashboard.awaitDrawn();
      assertThat(dashboard.rows("pages")).containsExactly("/first=1");
      assertThat(dashboard.tab().eval("!document.querySelector('.setup')").asBoolean()).isTrue();
      assertThat(tab.problems()).isEmpty();
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void startPage_showsAllSites_followsAndLeadsToOne() throws Exception {
    DemoTraffic.ensure(tidemark);
    String site = "dashboard-start";
    String link = "main a[href=\"?site=" + site + "\"]";
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, "");
      dashboard.awaitElement(".tile[href=\"?site=" + DemoTraffic.SITE + "\"] svg path");

      Http.post(tidemark.ingest("/event"), "{\"site_id\":\"" + site + "\",\"path\":\"/new\"}");
      dashboard.awaitElement(link);
      dashboard.tab().click(link);
      dashboard.awaitAddress("site=" + site);

      dashboard.awaitCard("Views", "1");
      dashboard.tab().eval("history.back()");
      dashboard.tab().await("location.search == '' && !!document.querySelector('.tile')");
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void startPage_outOfSight_asksNothing_andOnceAtATimeAgain() throws Exception {
    try (Person owner = browser.newPerson()) {
      Tab tab = owner.newTab().before(WATCHED);
      DashboardPage.in(tab, tidemark).visit("");
      tab.await("asking == 0 && waiting.size == 1");

      owner.newTab();
      tab.await("document.hidden && asking == 0 && waiting.size == 0");
      tab.toFront();
      tab.await("!document.hidden && asking == 0 && waiting.size == 1");

      tab.eval("[1, 2, 3].forEach(() => document.dispatchEvent(new Event('visibilitychange')))");
      tab.await("asking == 0 && waiting.size == 1");
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void pagesLeftBehind_keepNoConnection_andFollowWhenComeBackTo() throws Exception {
    String site = "dashboard-back";
    String event = "{\"site_id\":\"" + site + "\",\"path\":\"/\"}";
    Http.post(tidemark.ingest("/event"), event);
    Stats.await(tidemark, site, 1);
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, "?site=" + site);
      for (String period : List.of("7d", "28d", "91d", "month", "year", "all", "today")) {
        dashboard.visit("?site=" + site + "&period=" + period);
      }
      dashboard.tab().eval("history.go(-7)");
      dashboard.tab().await("location.search == '?site=" + site + "'");
      dashboard.awaitCard("Views", "1");

      Http.post(tidemark.ingest("/event"), event);

      dashboard.awaitCard("Views", "2");
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void problems_ofAPage_areHeardOf() throws Exception {
    try (Person person = browser.newPerson()) {
      Tab tab = DashboardPage.open(person, tidemark, "").tab();
      assertThat(tab.problems()).isEmpty();

      tab.eval(
          "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))");
      tab.eval("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')");
      tab.eval("fetch('http://127.0.0.1:9/').catch(() => {})");
      tab.eval("console.error('said on purpose')");
      tab.eval("setTimeout(() => { throw new Error('thrown on purpose') })");

      Await.until(
          DashboardPage.FOLLOWS,
          () ->
              List.of("script-src", "style-src", "connect-src", "said on purpose", "thrown on")
                  .stream()
                  .allMatch(
                      each -> tab.problems().stream().anyMatch(found -> found.contains(each))),
          () -> tab.problems().toString());
    }
  }

  private static List<Long> milliseconds(List<Duration> durations) {
    return durations.stream().map(Duration::toMillis).toList();
  }

  private static void click(Tab tab, String path) {
    try {
      tab.click("a[href=\"/" + path + "\"]");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void visit(Tab tab, String url) {
    try {
      tab.visit(url);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
