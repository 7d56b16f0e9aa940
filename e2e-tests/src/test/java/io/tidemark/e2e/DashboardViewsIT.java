package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Filters and periods of the dashboard, by mouse and by keys, and the address that follows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardViewsIT {
  private static final String SITE = "?site=" + DemoTraffic.SITE;
  private static final String PERIOD = ".picker .menu-button";
  private static final int MOST_STOPS = 120;

  /** More than the dashboard asks for. */
  private static final int MANY_REFERRERS = 260;

  private Browser browser;
  private TidemarkProcess tidemark;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    tidemark = Shared.instance();
    DemoTraffic.ensure(tidemark);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void row_clicked_showsThatAlone() throws Exception {
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, SITE + "&period=7d");
      String all = dashboard.readCard("Views");
      String row = dashboard.rows("pages").get(0);
      String count = row.substring(row.lastIndexOf('=') + 1);
      assertThat(count).isNotEqualTo(all);

      dashboard.tab().click(DashboardPage.panel("pages") + " .row-name");
      dashboard.awaitAddress("filter=path");

      dashboard.awaitCard("Views", count);
      assertThat(dashboard.tab().eval("document.querySelector('.chip b').textContent").asText())
          .isEqualTo(row.substring(0, row.lastIndexOf('=')));
      dashboard.tab().click(".chip-out");
      dashboard.awaitCard("Views", all);
      assertThat(dashboard.search()).isEqualTo(SITE + "&period=7d");
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void sources_endWithTheViewsOfNoReferrer_whileAllAreKnown() throws Exception {
    String site = "dashboard-sources";
    sendViews(site, List.of("", "", "", "https://news.example/a", "https://news.example/b"));
    Stats.await(tidemark, site, 5);
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, "?site=" + site);
      assertThat(dashboard.rows("sources")).containsExactly("news.example=2", "Direct / none=3");
      dashboard.visit("?site=" + site + "&period=all");
      assertThat(dashboard.rows("sources")).containsExactly("news.example=2", "Direct / none=3");

      sendViews(
          site,
          IntStream.range(0, MANY_REFERRERS).mapToObj(i -> "https://r" + i + ".example/").toList());

      dashboard.awaitCard("Views", Integer.toString(5 + MANY_REFERRERS));
      dashboard.tab().await("!document.querySelector('.rest')");
      assertThat(dashboard.rows("sources")).hasSize(8).startsWith("news.example=2");
      assertThat(dashboard.tab().problems()).isEmpty();
    }
  }

  @Test
  void period_byKeyAndByMenu_isInTheAddress_andBackGoesBack() throws Exception {
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, SITE);
      Tab tab = dashboard.tab();

      tab.press("w");
      dashboard.awaitAddress("period=7d");
      dashboard.awaitCard("Views", views(7));
      assertThat(periodName(tab)).isEqualTo("Last 7 days");

      tab.click(PERIOD);
      tab.click(".picker a[aria-keyshortcuts=\"F\"]");
      dashboard.awaitAddress("period=28d");
      dashboard.awaitCard("Views", views(28));
      assertThat(periodName(tab)).isEqualTo("Last 28 days");

      tab.eval("history.back()");
      dashboard.awaitAddress("period=7d");
      dashboard.awaitCard("Views", views(7));
      tab.eval("history.back()");
      tab.await("location.search == '" + SITE + "'");
      dashboard.awaitCard("Views", views(1));
      assertThat(periodName(tab)).isEqualTo("Today");
      tab.eval("history.forward()");
      dashboard.awaitCard("Views", views(7));

      dashboard.visit(SITE + "&period=28d");
      assertThat(dashboard.readCard("Views")).isEqualTo(views(28));
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void keyboard_alone_reachesEverything() throws Exception {
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, SITE);
      Tab tab = dashboard.tab();

      tabTo(tab, ".skip");
      tab.press("Enter");
      tab.await("document.activeElement.id == 'main'");
      tabTo(tab, ".card:nth-child(2)");
      tab.press("Enter");
      dashboard.awaitAddress("metric=views");

      tabTo(tab, DashboardPage.panel("devices") + " nav a:nth-child(2)");
      tab.press("Enter");
      dashboard.awaitAddress("tab-devices=os");

      tabTo(tab, DashboardPage.panel("pages") + " .row-name");
      tab.press("Enter");
      dashboard.awaitAddress("filter=path");
      tabTo(tab, ".chip-out");
      tab.press("Enter");
      tab.await("!location.search.includes('filter')");

      tab.press("ArrowLeft");
      dashboard.awaitAddress("period=day");
      tab.press("r");
      dashboard.awaitAddress("period=realtime");
      tab.press("m");
      dashboard.awaitAddress("period=month");
      tab.press("x");
      dashboard.awaitAddress("compare=1");
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void keyboard_alone_opensAndClosesWhatOpens() throws Exception {
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, SITE + "&period=7d");
      Tab tab = dashboard.tab();

      tabTo(tab, PERIOD);
      tab.press("Enter");
      tab.await("document.activeElement.closest('.menu-list') != null");
      tab.press("Escape");
      tab.await("document.activeElement.matches('" + PERIOD + "')");
      assertThat(tab.eval("document.querySelector('.picker .menu-list').hidden").asBoolean())
          .isTrue();

      tabTo(tab, DashboardPage.panel("pages") + " footer a");
      tab.press("Enter");
      tab.await("document.activeElement.matches('dialog input[type=search]')");
      dashboard.awaitAddress("details=path");
      tab.type("pricing");
      tab.await(
          "[...document.querySelectorAll('dialog tbody .row-name')].map(row => row.textContent)"
              + ".join() == '/pricing'");
      tab.press("Escape");
      tab.await("!document.querySelector('dialog[open]') && !location.search.includes('details')");
      tab.await("document.activeElement.matches('.panel footer a')");

      tab.press("s");
      tab.await("document.activeElement.matches('.sites input')");
      tab.type("blog.ex");
      tab.await("document.querySelectorAll('.sites .menu-list li').length == 2");
      tab.press("Enter");
      dashboard.awaitAddress("site=blog.example");
      assertThat(dashboard.search()).isEqualTo("?site=blog.example&period=7d");
      assertThat(tab.problems()).isEmpty();
    }
  }

  /** Goes on by the tab key; each stop on the way shows that it has the focus. */
  private static void tabTo(Tab tab, String selector) {
    for (int i = 0; i < MOST_STOPS; i++) {
      tab.press("Tab");
      JsonNode at =
          tab.eval(
              "(e => ({there: e.matches('"
                  + selector
                  + "'), seen: e == document.body || e.matches('.skip')"
                  + " || getComputedStyle(e).outlineStyle != 'none', html: e.outerHTML}))"
                  + "(document.activeElement)");
      assertThat(at.path("seen").asBoolean())
          .describedAs("shows that it has the focus: " + at.path("html").asText())
          .isTrue();
      if (at.path("there").asBoolean()) {
        return;
      }
    }
    throw new AssertionError(selector + " is not reached by the tab key");
  }

  private void sendViews(String site, List<String> referrers) throws Exception {
    String lines =
        referrers.stream()
            .map(
                referrer ->
                    "{\"site_id\":\"%s\",\"path\":\"/\",\"referrer\":\"%s\"}"
                        .formatted(site, referrer))
            .collect(Collectors.joining("\n"));
    assertThat(Http.post(tidemark.ingest("/events"), "application/x-ndjson", lines).status())
        .isEqualTo(202);
  }

  private static String periodName(Tab tab) {
    return tab.eval("document.querySelector('.picker .menu-label').textContent").asText();
  }

  /** The views of the last days, today with them, as the dashboard writes them. */
  private String views(int days) throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String query =
        "/stats/range?site_id=%s&start_date=%s&end_date=%s"
            .formatted(DemoTraffic.SITE, today.minusDays(days - 1L), today);
    long views = Http.get(tidemark.query(query)).json().path("total_views").asLong(-1);
    assertThat(List.of(-1L, 0L)).doesNotContain(views);
    return String.format(Locale.ROOT, "%,d", views);
  }
}
