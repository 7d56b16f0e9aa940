package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the dashboard looks: light, dark, on a phone, and to those who do not see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardLooksIT {
  private static final String SITE = "?site=" + DemoTraffic.SITE;
  private static final int PHONE_WIDTH = 360;
  private static final int PHONE_HEIGHT = 740;
  private static final int DESKTOP_WIDTH = 1280;
  private static final int DESKTOP_HEIGHT = 1000;

  /** All that can be seen, by name; what opens is opened by its address or by a click. */
  private static final Map<String, String> VIEWS =
      Map.of(
          "start", "",
          "today", SITE,
          "compared", SITE + "&period=7d&compare=1&metric=views",
          "filtered", SITE + "&period=28d&filter=path:/pricing",
          "realtime", SITE + "&period=realtime",
          "details", SITE + "&period=28d&details=path",
          "nothing", "?site=dashboard-nothing");

  private Browser browser;
  private TidemarkProcess tidemark;
  private Axe axe;

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    tidemark = Shared.instance();
    DemoTraffic.ensure(tidemark);
    axe = new Axe();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void theme_followsTheSystem_unlessChosen() throws Exception {
    try (Person owner = browser.newPerson()) {
      DashboardPage dashboard = DashboardPage.open(owner, tidemark, SITE);
      Tab tab = dashboard.tab();
      tab.dark(false);
      assertThat(dashboard.brightness()).isGreaterThan(200);
      tab.dark(true);
      assertThat(dashboard.brightness()).isLessThan(60);

      tab.click("button[aria-label^=\"Theme\"]");
      assertThat(dashboard.brightness()).isGreaterThan(200);
      dashboard.visit("");
      assertThat(dashboard.brightness()).isGreaterThan(200);
      tab.dark(false);
      tab.click("button[aria-label^=\"Theme\"]");
      assertThat(dashboard.brightness()).isLessThan(60);
      assertThat(tab.problems()).isEmpty();
    }
  }

  /** Each view: it fits, breaks no serious rule of accessibility, and leaves a picture. */
  @ParameterizedTest
  @ValueSource(strings = {"desktop-light", "phone-dark"})
  void allViews_areAccessible_andFitTheScreen(String look) throws Exception {
    boolean phone = look.startsWith("phone");
    int width = phone ? PHONE_WIDTH : DESKTOP_WIDTH;
    var wrong = new SoftAssertions();
    try (Person owner = browser.newPerson()) {
      Tab tab = owner.newTab();
      tab.size(width, phone ? PHONE_HEIGHT : DESKTOP_HEIGHT, phone);
      tab.dark(look.endsWith("dark"));
      DashboardPage dashboard = DashboardPage.in(tab, tidemark);
      for (String view : new TreeSet<>(VIEWS.keySet())) {
        dashboard.visit(VIEWS.get(view));
        dashboard.screenshot(look + "-" + view);
        check(tab, width, look + " " + view, wrong);
      }
      dashboard.visit(SITE);
      for (String menu : List.of(".sites", ".picker")) {
        tab.click(menu + " .menu-button");
        tab.await("document.activeElement.closest('" + menu + " .menu-list') != null");
        check(tab, width, look + " menu " + menu, wrong);
        tab.press("Escape");
      }
      wrong.assertThat(tab.problems()).isEmpty();
    }
    wrong.assertAll();
  }

  private void check(Tab tab, int width, String view, SoftAssertions wrong) {
    wrong.assertThat(tooWide(tab, width)).describedAs("too wide in " + view).isEmpty();
    wrong
        .assertThat(axe.findings(tab).stream().filter(Axe.Finding::isSerious))
        .describedAs("axe in " + view)
        .isEmpty();
  }

  /** What is wider than the screen; empty: nothing. */
  private static String tooWide(Tab tab, int width) {
    return tab.eval(
            """
            (width => [
              document.documentElement.scrollWidth > width || innerWidth > width ? 'page' : '',
              ...[...document.querySelectorAll('dialog[open], .menu-list:not([hidden])')]
                .filter(each => each.getBoundingClientRect().left < 0
                  || each.getBoundingClientRect().right > width + 0.5)
                .map(each => each.className)].join(' ').trim())(%d)"""
                .formatted(width))
        .asText();
  }

  @Test
  void accessibility_somethingWrong_isFound() throws Exception {
    try (Person owner = browser.newPerson()) {
      Tab tab = DashboardPage.open(owner, tidemark, "").tab();
      tab.eval("document.querySelector('main').append(document.createElement('button'))");

      assertThat(axe.findings(tab))
          .anyMatch(each -> each.isSerious() && each.text().startsWith("button-name"));
    }
  }
}
