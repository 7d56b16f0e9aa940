package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.browser.Browser;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @Test
  void phone_nothingIsWiderThanTheScreen() throws Exception {
    try (Person owner = browser.newPerson()) {
      Tab tab = owner.newTab();
      tab.size(PHONE_WIDTH, PHONE_HEIGHT, true);
      DashboardPage dashboard = DashboardPage.in(tab, tidemark);
      for (String view : VIEWS.keySet()) {
        dashboard.visit(VIEWS.get(view));
        assertFits(tab, view);
      }
      dashboard.visit(SITE);
      for (String menu : List.of(".sites", ".picker")) {
        tab.click(menu + " .menu-button");
        tab.await("!document.querySelector('" + menu + " .menu-list').hidden");
        assertFits(tab, menu);
        tab.press("Escape");
      }
      assertThat(tab.problems()).isEmpty();
    }
  }

  private static void assertFits(Tab tab, String view) {
    String tooWide =
        "(width => [document.documentElement.scrollWidth > width || innerWidth > width"
            + " ? 'the page, ' + document.documentElement.scrollWidth : '',"
            + " ...[...document.querySelectorAll('dialog[open], .menu-list:not([hidden])')]"
            + ".filter(e => e.getBoundingClientRect().left < 0"
            + " || e.getBoundingClientRect().right > width + 0.5).map(e => e.className)]"
            + ".join(' ').trim())(%d)";
    assertThat(tab.eval(tooWide.formatted(PHONE_WIDTH)).asText())
        .describedAs("too wide for a phone in: " + view)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark", "phone"})
  void accessibility_noSeriousFinding(String look) throws Exception {
    try (Person owner = browser.newPerson()) {
      Tab tab = owner.newTab();
      if (look.equals("phone")) {
        tab.size(PHONE_WIDTH, PHONE_HEIGHT, true);
      }
      tab.dark(look.equals("dark"));
      DashboardPage dashboard = DashboardPage.in(tab, tidemark);
      List<String> serious = new ArrayList<>();
      for (String view : VIEWS.keySet()) {
        dashboard.visit(VIEWS.get(view));
        check(tab, look + " " + view, serious);
      }
      dashboard.visit(SITE);
      tab.click(".picker .menu-button");
      check(tab, look + " menu", serious);
      assertThat(serious).isEmpty();
      assertThat(tab.problems()).isEmpty();
    }
  }

  private void check(Tab tab, String view, List<String> serious) {
    for (Axe.Finding finding : axe.findings(tab)) {
      String text = view + ": " + finding.impact() + ": " + finding.text();
      if (finding.isSerious()) {
        serious.add(text);
      } else {
        System.out.println("axe, not serious: " + text);
      }
    }
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

  @Test
  void pictures_areKeptWithTheBuild() throws Exception {
    try (Person owner = browser.newPerson()) {
      Tab tab = owner.newTab();
      DashboardPage dashboard = DashboardPage.in(tab, tidemark);
      for (boolean phone : List.of(false, true)) {
        tab.size(phone ? PHONE_WIDTH : 1280, phone ? PHONE_HEIGHT : 1000, phone);
        for (boolean dark : List.of(false, true)) {
          tab.dark(dark);
          for (String view : List.of("start", "compared", "filtered", "realtime", "details")) {
            dashboard.visit(VIEWS.get(view));
            dashboard.screenshot(
                (phone ? "phone-" : "desktop-") + (dark ? "dark-" : "light-") + view);
          }
        }
      }
      assertThat(tab.problems()).isEmpty();
    }
  }
}
