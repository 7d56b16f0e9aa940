package io.tidemark.e2e.browser;

/** Whoever sits before the browser: tabs that share storage and cache, and nothing with others. */
public final class Person implements AutoCloseable {
  private final DevTools devTools;
  private final String context;

  Person(DevTools devTools, String context) {
    this.devTools = devTools;
    this.context = context;
  }

  /** A new, empty tab, before all others. */
  public Tab newTab() {
    String target = newTarget("about:blank");
    String session =
        devTools
            .call(null, "Target.attachToTarget", "targetId", target, "flatten", true)
            .path("sessionId")
            .asText();
    return new Tab(devTools, target, session);
  }

  /** A new tab with a page, which has been loaded. */
  public Tab open(String url) throws InterruptedException {
    return newTab().visit(url);
  }

  /** A new tab that nobody watches: Chromium prerenders nothing for a page that is watched. */
  public void openUnwatched(String url) {
    newTarget(url);
  }

  private String newTarget(String url) {
    return devTools
        .call(null, "Target.createTarget", "url", url, "browserContextId", context)
        .path("targetId")
        .asText();
  }

  /** Closes all tabs and forgets everything. */
  @Override
  public void close() {
    devTools.call(null, "Target.disposeBrowserContext", "browserContextId", context);
  }
}
