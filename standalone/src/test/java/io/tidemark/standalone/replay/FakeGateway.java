package io.tidemark.standalone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway that fails on demand, for what a real one cannot be made to do. */
final class FakeGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What becomes of a request. */
  enum Fault {
    /** Nothing is counted; 503 with Retry-After 0. */
    UNAVAILABLE,
    /** Nothing is counted; 429. */
    TOO_MANY,
    /** The events are counted, but the answer never comes. */
    LOST_ANSWER,
    /** Not a gateway at all. */
    NOT_FOUND
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, String> counted = new ConcurrentHashMap<>();
  private final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
  private volatile boolean alwaysUnavailable;

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/events/batch", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void failNext(Fault... next) {
    faults.addAll(List.of(next));
  }

  void failAlways(boolean fail) {
    alwaysUnavailable = fail;
  }

  /** Event texts by id, each once. */
  Map<String, String> counted() {
    return counted;
  }

  List<Integer> batchSizes() {
    return batchSizes;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault = alwaysUnavailable ? Fault.UNAVAILABLE : faults.poll();
    if (fault == Fault.UNAVAILABLE || fault == Fault.TOO_MANY) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      answer(exchange, fault == Fault.TOO_MANY ? 429 : 503, "{}");
      return;
    }
    if (fault == Fault.NOT_FOUND) {
      answer(exchange, 404, "<html>no</html>");
      return;
    }
    ObjectNode result = count(JSON.readTree(body));
    if (fault == Fault.LOST_ANSWER) {
      exchange.close();
      return;
    }
    answer(exchange, result.path("accepted").asInt() > 0 ? 202 : 400, result.toString());
  }

  private ObjectNode count(JsonNode events) {
    batchSizes.add(events.size());
    ObjectNode result = JSON.createObjectNode();
    ArrayNode rejected = JSON.createArrayNode();
    int accepted = 0;
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      if (event.isObject()) {
        counted.put(event.path("event_id").asText(), event.toString());
        accepted++;
      } else {
        rejected
            .addObject()
            .put("index", i)
            .put("code", "invalid_type")
            .put("message", "no object");
      }
    }
    result.put("accepted", accepted);
    if (accepted > 0) {
      result.set("rejected", rejected);
    } else {
      result.putObject("error").put("code", "invalid_type").put("message", "no object");
    }
    return result;
  }

  private static void answer(HttpExchange exchange, int status, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
