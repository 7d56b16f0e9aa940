package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.e2e.browser.Person;
import io.tidemark.e2e.browser.Tab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The dashboard in a tab, and what a person reads there. */
final class DashboardPage {
  /** Within this figures follow, even on a busy machine; on a quiet one it is a second. */
  static final Duration FOLLOWS = Duration.ofSeconds(5);

  private static final String DRAWN =
      "!!document.querySelector('main > *')"
          + " && !document.querySelector('main.loading, main .loading')"
          + " && location.search.includes('details=') == !!document.querySelector('dialog:modal')"
          + " && (!document.querySelector('canvas')"
          + " || !!(window.Chart && Chart.getChart(document.querySelector('canvas'))))";
  private static final String STILL =
      "document.getAnimations().every(each => !(each instanceof CSSTransition))";

  private final Tab tab;
  private final TidemarkProcess tidemark;

  private DashboardPage(Tab tab, TidemarkProcess tidemark) {
    this.tab = tab;
    this.tidemark = tidemark;
  }

  /** A person's new tab with the dashboard's page of a search, {@code ""} or {@code ?site=…}. */
  static DashboardPage open(Person person, TidemarkProcess tidemark, String search)
      throws InterruptedException {
    return in(person.newTab(), tidemark).visit(search);
  }

  /** The dashboard in a tab, once it is visited there. */
  static DashboardPage in(Tab tab, TidemarkProcess tidemark) {
    return new DashboardPage(tab, tidemark);
  }

  Tab tab() {
    return tab;
  }

  /** Goes to another search, and waits until it is drawn. */
  DashboardPage visit(String search) throws InterruptedException {
    tab.visit(tidemark.query("/" + search));
    awaitDrawn();
    return this;
  }

  /** Waits until all figures are there, and nothing moves. */
  void awaitDrawn() throws InterruptedException {
    tab.await(DRAWN);
    tab.await(STILL);
  }

  /** Waits until the address has something in it. */
  void awaitAddress(String part) throws InterruptedException {
    tab.await("location.search.includes('" + part + "')", FOLLOWS);
    awaitDrawn();
  }

  /** Waits until there is an element. */
  void awaitElement(String selector) throws InterruptedException {
    tab.await("!!document.querySelector('" + selector + "')");
  }

  /** Waits until a card has a value, as it is written. */
  void awaitCard(String name, String value) throws InterruptedException {
    tab.await(card(name) + " == '" + value + "'", FOLLOWS);
  }

  /** Does something, and returns how long it took until a card had a value. */
  Duration untilCard(String name, String value, Runnable action) throws InterruptedException {
    long begun = System.nanoTime();
    action.run();
    awaitCard(name, value);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What stands in a card. */
  String readCard(String name) {
    return tab.eval(card(name)).asText();
  }

  private static String card(String name) {
    return "[...document.querySelectorAll('.card')]"
        + ".find(card => card.querySelector('.card-name').textContent == '"
        + name
        + "')?.querySelector('.card-value').textContent";
  }

  /** The rows of a panel, as {@code value=count}. */
  List<String> rows(String panel) {
    JsonNode rows =
        tab.eval(
            "[...document.querySelectorAll('%s tbody tr')].map(row =>".formatted(panel(panel))
                + " row.querySelector('.row-name').textContent + '='"
                + " + row.lastElementChild.textContent)");
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.asText()));
    return texts;
  }

  /** The selector of a panel. */
  static String panel(String id) {
    return "[aria-labelledby=\"panel-" + id + "\"]";
  }

  String search() {
    return tab.eval("location.search").asText();
  }

  /** The brightness of the page's ground, 0 to 255. */
  double brightness() {
    return tab.eval(
            "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3)"
                + ".reduce((sum, part) => sum + Number(part), 0) / 3")
        .asDouble();
  }

  /** Keeps a picture with the build, as {@code e2e-tests/target/screenshots/NAME.png}. */
  void screenshot(String name) throws IOException {
    Path folder = Path.of(System.getProperty("tidemark.root"), "e2e-tests/target/screenshots");
    tab.screenshot(folder.normalize().resolve(name + ".png"));
  }
}
