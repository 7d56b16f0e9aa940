package io.tidemark.e2e.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A web server for the pages of a test. What has no page is answered 204, the icon for example. */
public final class PageServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MS = 20;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final HttpServer server;

  public PageServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Adds a page. */
  public PageServer page(String path, String html) {
    pages.put(path, "<!doctype html><html lang=en><meta charset=utf-8>" + html);
    return this;
  }

  /** The address of a page: of localhost, whose pages browsers trust like those of HTTPS. */
  public String url(String path) {
    return "http://localhost:" + port() + path;
  }

  /** The same server as another site. */
  public String elsewhere(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** Waits until a browser has asked for something. */
  public void awaitRequest(String path) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!asked.contains(path)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " was not asked for within " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      String page = pages.get(path);
      if (page == null) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      byte[] body = page.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
