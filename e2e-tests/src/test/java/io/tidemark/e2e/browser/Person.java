package io.tidemark.e2e.browser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever sits before the browser: tabs that share storage and cache, and nothing with others. */
public final class Person implements AutoCloseable {
  private final DevTools devTools;
  private final @Nullable String context;

  /** Somebody; with the browser's own profile if {@code context} is null. */
  Person(DevTools devTools, @Nullable String context) {
    this.devTools = devTools;
    this.context = context;
  }

  /** A new, empty tab, before all others. */
  public Tab newTab() {
    List<Object> params = new ArrayList<>(List.of("url", "about:blank"));
    if (context != null) {
      params.addAll(List.of("browserContextId", context));
    }
    String target =
        devTools.call(null, "Target.createTarget", params.toArray()).path("targetId").asText();
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

  /** Closes all tabs and forgets everything, but for the owner's. */
  @Override
  public void close() {
    if (context != null) {
      devTools.call(null, "Target.disposeBrowserContext", "browserContextId", context);
    }
  }
}
