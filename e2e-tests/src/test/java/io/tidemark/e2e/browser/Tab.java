package io.tidemark.e2e.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A tab. What a person does to it happens as real input. For one thread. */
public final class Tab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MS = 20;

  private final DevTools devTools;
  private final String target;
  private final String session;
  private final List<String> problems = new CopyOnWriteArrayList<>();

  Tab(DevTools devTools, String target, String session) {
    this.devTools = devTools;
    this.target = target;
    this.session = session;
    devTools.listen(session, this::hear);
    call("Page.enable");
    call("Runtime.enable");
    call("Log.enable");
    call("Network.enable");
  }

  /** A command of the DevTools protocol to this tab, with names and values in turn. */
  public JsonNode call(String method, Object... params) {
    return devTools.call(session, method, params);
  }

  /** What the console shows as an error, what was thrown, what the policy blocked. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void hear(String method, JsonNode params) {
    switch (method) {
      case "Runtime.exceptionThrown" -> problems.add(params.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "assert").contains(params.path("type").asText())) {
          problems.add(params.path("args").toString());
        }
      }
      case "Log.entryAdded" -> {
        JsonNode entry = params.path("entry");
        if (entry.path("level").asText().equals("error")) {
          problems.add(entry.path("text").asText() + " " + entry.path("url").asText());
        }
      }
      default -> {
        // of no interest
      }
    }
  }

  /** Goes to an address and waits until it has been loaded. */
  public Tab visit(String url) throws InterruptedException {
    eval("window.tidemarkTestLeft = true");
    JsonNode answer = call("Page.navigate", "url", url);
    if (answer.has("errorText")) {
      throw new AssertionError(url + ": " + answer.path("errorText").asText());
    }
    awaitLoaded();
    return this;
  }

  /** Does what leads to another document, and waits until that one has been loaded. */
  public Tab leave(Runnable action) throws InterruptedException {
    eval("window.tidemarkTestLeft = true");
    action.run();
    awaitLoaded();
    return this;
  }

  private void awaitLoaded() throws InterruptedException {
    await("!window.tidemarkTestLeft && document.readyState == 'complete'");
  }

  /**
   * The value of an expression; a promise is waited for.
   *
   * @throws AssertionError it throws
   */
  public JsonNode eval(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true,
            "userGesture",
            true);
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true; while a document is left it is not. */
  public void await(String expression) throws InterruptedException {
    await(expression, PATIENCE);
  }

  public void await(String expression, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      try {
        JsonNode value = eval(expression);
        if (value.asBoolean()) {
          return;
        }
        last = value.toString();
      } catch (IllegalStateException | AssertionError e) {
        last = e.getMessage();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new AssertionError(
        "not within "
            + most.toSeconds()
            + " s: "
            + expression
            + "; it is "
            + last
            + "; "
            + problems);
  }

  /** Clicks with the mouse into the middle of the first element that a selector finds. */
  public void click(String selector) throws InterruptedException {
    String element = "document.querySelector(" + quoted(selector) + ")";
    await("!!" + element);
    JsonNode at =
        eval(
            "(e => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2} })("
                + element
                + ")");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          "type",
          type,
          "x",
          at.path("x").asDouble(),
          "y",
          at.path("y").asDouble(),
          "button",
          "left",
          "clickCount",
          1);
    }
  }

  /**
   * Presses and releases a key, by its name: {@code Tab}, {@code Enter}, {@code Escape}, {@code d}.
   */
  public void press(String key) {
    Map<String, Integer> codes =
        Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);
    String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
    int code = codes.getOrDefault(key, (int) Character.toUpperCase(key.charAt(0)));
    for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          "type",
          type,
          "key",
          key,
          "text",
          type.equals("keyUp") ? "" : text,
          "windowsVirtualKeyCode",
          code);
    }
  }

  /** Types into what has the focus. */
  public void type(String text) {
    call("Input.insertText", "text", text);
  }

  /** Runs a script in every document from now on, before the document's own. */
  public Tab before(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", "source", script);
    return this;
  }

  /** Takes this tab's network away, or gives it back. */
  public void offline(boolean away) {
    call(
        "Network.emulateNetworkConditions",
        "offline",
        away,
        "latency",
        0,
        "downloadThroughput",
        -1,
        "uploadThroughput",
        -1);
  }

  /** The size of the page's window, in CSS pixels, with nothing of it taken by scroll bars. */
  public void size(int width, int height, boolean phone) {
    call("Emulation.setScrollbarsHidden", "hidden", true);
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        phone ? 2 : 1,
        "mobile",
        phone);
  }

  /** Whether the person likes it dark. */
  public void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")));
  }

  /** Before all other tabs of its window, which are then out of sight. */
  public void toFront() {
    call("Page.bringToFront");
  }

  /** Writes a picture of the window, as PNG. */
  public void screenshot(Path file) throws IOException {
    String data = call("Page.captureScreenshot", "format", "png").path("data").asText();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Override
  public void close() {
    devTools.call(null, "Target.closeTarget", "targetId", target);
  }
}
