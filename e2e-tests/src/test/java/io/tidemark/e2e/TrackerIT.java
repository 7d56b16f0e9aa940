package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.PageServer;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracker in a real browser: what people do is what the statistics say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrackerIT {
  private static final String STUB =
      "<script>window.tidemark = window.tidemark || function () {"
          + " (tidemark.q = tidemark.q || []).push(arguments) }</script>";

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
  void classicSite_pagesVisited_areViewsOfOneVisitor() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      String snippet = snippet("classic", "");
      pages
          .page("/from", "<a href='" + pages.url("/?utm_source=mail&utm_campaign=may") + "'>x</a>")
          .page("/", snippet + "<a href='/b%20%C3%A9?q=1'>b</a>")
          .page("/b%20%C3%A9", "never")
          .page("/b é", snippet);
      Tab tab = person.open(pages.elsewhere("/from"));
      tab.leave(() -> click(tab, "a"));
      tab.leave(() -> click(tab, "a"));

      Stats stats = Stats.await(tidemark, "classic", 2);

      assertThat(stats).isEqualTo(new Stats(2, 2, 1, List.of("/=1", "/b é=1")));
      assertThat(breakdown("classic", "referrer")).isEqualTo(Map.of("127.0.0.1", 1L));
      assertThat(breakdown("classic", "utm_source")).isEqualTo(Map.of("mail", 1L));
      assertThat(breakdown("classic", "browser")).containsOnlyKeys("Chrome");
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void singlePageSite_everyOtherPath_isAView() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page("/app", snippet("spa", ""));
      Tab tab = person.open(pages.url("/app"));
      tab.eval("history.pushState({}, '', '/app/one')");
      tab.eval("history.replaceState({}, '', '/app/one?filter=x')");
      tab.eval("history.replaceState({}, '', '/app/two')");
      tab.eval("history.pushState({}, '', '/app/three#here')");
      tab.eval("history.back()");
      tab.await("location.pathname == '/app/two'");

      Stats stats = Stats.await(tidemark, "spa", 5);

      assertThat(stats)
          .isEqualTo(
              new Stats(5, 5, 1, List.of("/app/two=2", "/app=1", "/app/one=1", "/app/three=1")));
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void pageFromTheBackForwardCache_isAView() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page("/", snippet("back", "") + "<a href='/b'>b</a>").page("/b", snippet("back", ""));
      Tab tab = person.open(pages.url("/"));
      tab.eval("addEventListener('pageshow', e => window.restored = e.persisted)");
      Stats.await(tidemark, "back", 1);
      tab.leave(() -> click(tab, "a"));
      Stats.await(tidemark, "back", 2);
      tab.eval("history.back()");
      tab.await("window.restored === true");

      assertThat(Stats.await(tidemark, "back", 3).topPaths()).isEqualTo(List.of("/=2", "/b=1"));
    }
  }

  @Test
  void customEvents_beforeAndAfterTheScript_areCounted() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page(
          "/", STUB + "<script>tidemark('early', {plan: 'pro'})</script>" + snippet("custom", ""));
      Tab tab = person.open(pages.url("/"));
      tab.eval("tidemark('signup', {plan: 'pro', price: 9.5, trial: true})");
      tab.eval("tidemark('signup')");

      Stats stats = Stats.await(tidemark, "custom", 4);

      assertThat(stats).isEqualTo(new Stats(1, 4, 1, List.of("/=1")));
      assertThat(breakdown("custom", "event_type"))
          .isEqualTo(Map.of("page_view", 1L, "early", 1L, "signup", 2L));
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void links_outboundAndDownloads_areEvents() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages
          .page(
              "/",
              snippet("links", "")
                  + "<p><a id=in href='/in'>in</a>"
                  + "<p><a id=mail href='mailto:a@example.com'>mail</a>"
                  + "<p><a id=file href='/files/Price%20List.PDF?v=2'>"
                  + "<svg width=9 height=9><use href='#i'/><rect id=i width=9 height=9 /></svg></a>"
                  + "<p><a id=out href='"
                  + pages.elsewhere("/shop?token=secret")
                  + "'>out</a>")
          .page("/in", snippet("links", "") + "in");
      Tab tab = person.open(pages.url("/"));
      click(tab, "#file svg");
      tab.leave(() -> click(tab, "#in"));
      tab.visit(pages.url("/"));
      click(tab, "#out");

      Stats.await(tidemark, "links", 5);

      assertThat(breakdown("links", "event_type"))
          .isEqualTo(Map.of("page_view", 3L, "file_download", 1L, "outbound_link", 1L));
      assertThat(properties("links", "file_download", "url"))
          .isEqualTo(pages.url("/files/Price%20List.PDF"));
      assertThat(properties("links", "outbound_link", "url")).isEqualTo(pages.elsewhere("/shop"));
    }
  }

  @Test
  void engagement_whenThePageGoesOutOfSight_isReported() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page("/", snippet(tidemark, "engaged", ""));
      Tab tab = person.newTab().before(CLOCK).visit(pages.url("/"));
      Stats.await(tidemark, "engaged", 1);
      tab.eval("window.later = 5000");
      Tab other = person.newTab();
      other.toFront();
      tab.await("document.hidden");

      Stats.await(tidemark, "engaged", 2);

      assertThat(breakdown("engaged", "event_type"))
          .isEqualTo(Map.of("page_view", 1L, "engagement", 1L));
      assertThat(Long.parseLong(properties("engaged", "engagement", "engagement_time")))
          .isBetween(5_000L, 60_000L);
      assertThat(tab.problems()).isEmpty();
    }
  }

  @Test
  void pageInTheBackground_isAViewOnceItIsSeen() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page("/seen", snippet("hidden", "")).page("/hidden", STUB + snippet("hidden", ""));
      Tab hidden = person.newTab();
      Tab seen = person.newTab();
      seen.toFront();
      hidden.await("document.hidden");
      hidden.visit(pages.url("/hidden"));
      hidden.eval("tidemark('waits')");
      seen.visit(pages.url("/seen"));
      assertThat(Stats.await(tidemark, "hidden", 1).topPaths()).containsExactly("/seen=1");

      hidden.toFront();

      assertThat(Stats.await(tidemark, "hidden", 3).topPaths())
          .containsExactly("/hidden=1", "/seen=1");
    }
  }

  @Test
  void prerenderedPage_isAViewOnceItIsVisited() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages
          .page(
              "/",
              snippet("prerender", "")
                  + "<script type=speculationrules>{\"prerender\": [{\"urls\": [\"/next\"],"
                  + " \"eagerness\": \"immediate\"}]}</script><script>setInterval(() =>"
                  + " fetch('/go').then(answer => answer.status == 200 && (location = '/next')),"
                  + " 100)</script>")
          .page(
              "/next",
              STUB
                  + snippet("prerender", "")
                  + "<script>tidemark('waits'); addEventListener('load', () =>"
                  + " fetch('/prerendered-' + document.prerendering))</script>");
      person.openUnwatched(pages.url("/"));
      pages.awaitRequest("/prerendered-true");
      assertThat(Stats.await(tidemark, "prerender", 1))
          .isEqualTo(new Stats(1, 1, 1, List.of("/=1")));

      pages.page("/go", "go");

      assertThat(Stats.await(tidemark, "prerender", 3))
          .isEqualTo(new Stats(2, 3, 1, List.of("/=1", "/next=1")));
    }
  }

  @Test
  void optionsOff_leaveOutWhatTheyName() throws Exception {
    try (PageServer pages = new PageServer();
        Person person = browser.newPerson()) {
      pages.page(
          "/",
          snippet("options", "data-auto=off data-outbound=off data-downloads=off")
              + "<p><a id=file href='/a.zip' download>f</a><p><a id=out href='"
              + pages.elsewhere("/")
              + "'>out</a>");
      Tab tab = person.open(pages.url("/"));
      click(tab, "#file");
      tab.eval("history.pushState({}, '', '/b')");
      tab.eval("tidemark('page_view', undefined, '/named')");
      click(tab, "#out");

      assertThat(Stats.await(tidemark, "options", 1).topPaths()).containsExactly("/named=1");
      assertThat(breakdown("options", "event_type")).isEqualTo(Map.of("page_view", 1L));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localStorage.tidemark_ignore = 'true'",
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})",
        "Object.defineProperty(Navigator.prototype, 'doNotTrack', {get: () => '1'})"
      })
  void wishNotToBeCounted_isRespected(String wish) throws Exception {
    String site = "ignored" + Integer.toUnsignedString(wish.hashCode());
    try (PageServer pages = new PageServer();
        Person shy = browser.newPerson();
        Person other = browser.newPerson()) {
      pages.page("/", snippet(site, "") + "<a href='" + pages.elsewhere("/") + "'>out</a>");
      Tab tab = shy.newTab().before("if (location.host) {" + wish + "}").visit(pages.url("/"));
      tab.eval("tidemark('signup')");
      tab.eval("history.pushState({}, '', '/b')");
      tab.leave(() -> click(tab, "a"));
      Tab counted = other.open(pages.url("/"));

      assertThat(Stats.await(tidemark, site, 1)).isEqualTo(new Stats(1, 1, 1, List.of("/=1")));
      assertThat(tab.problems()).isEmpty();
      assertThat(counted.problems()).isEmpty();
    }
  }

  /** A clock that a test can put forward. */
  static final String CLOCK = "Date.now = (now => () => now() + (window.later || 0))(Date.now)";

  /** Without engagement: on a slow machine a page may be in sight for a second. */
  private String snippet(String site, String attributes) {
    return snippet(tidemark, site, "data-engagement=off " + attributes);
  }

  static String snippet(TidemarkProcess process, String site, String attributes) {
    return "<title>Test</title><script defer data-site='%s' %s src='%s'></script>"
        .formatted(site, attributes, process.ingest("/tracker.js"));
  }

  private Map<String, Long> breakdown(String site, String dimension) throws Exception {
    JsonNode answer =
        Http.get(tidemark.query("/stats/breakdown?dimension=" + dimension + "&site_id=" + site))
            .json();
    Map<String, Long> rows = new TreeMap<>();
    answer
        .path("rows")
        .forEach(row -> rows.put(row.path("value").asText(), row.path("views").asLong()));
    return rows;
  }

  /** A property of the only event of a type. */
  private String properties(String site, String type, String name) throws Exception {
    List<JsonNode> events =
        EventLog.of(tidemark, site).stream()
            .filter(event -> event.path("event_type").asText().equals(type))
            .toList();
    assertThat(events).hasSize(1);
    return events.get(0).path("properties").path(name).asText();
  }

  private static void click(Tab tab, String selector) {
    try {
      tab.click(selector);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
