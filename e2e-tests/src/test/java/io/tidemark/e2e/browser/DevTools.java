package io.tidemark.e2e.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The Chrome DevTools Protocol: commands with their answers, and events by session, over one
 * WebSocket. Thread-safe.
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long ANSWER_SECONDS = 30;

  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  /** Hears of a session's events; called by one thread at a time, which must not send commands. */
  interface Listener {
    void event(String method, JsonNode params);
  }

  DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  void listen(String sessionId, Listener listener) {
    listeners.put(sessionId, listener);
  }

  /**
   * Sends a command and returns its result.
   *
   * @param sessionId the tab; null: the browser
   * @param params names and values in turn
   * @throws IllegalStateException the browser refuses it or does not answer
   */
  JsonNode call(@Nullable String sessionId, String method, Object... params) {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    if (sessionId != null) {
      message.put("sessionId", sessionId);
    }
    ObjectNode values = message.putObject("params");
    for (int i = 0; i < params.length; i += 2) {
      values.set((String) params[i], JSON.valueToTree(params[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    open.put(id, answer);
    send(message.toString());
    try {
      JsonNode result = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (result.has("error")) {
        throw new IllegalStateException(method + ": " + result.path("error"));
      }
      return result.path("result");
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(method + " got no answer from the browser", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      open.remove(id);
    }
  }

  /** One after the other, as a WebSocket wants it. */
  private synchronized void send(String message) {
    socket.sendText(message, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      String message = part.toString();
      part.setLength(0);
      receive(message);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    onError(from, new IOException("the browser closed the connection"));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    open.values().forEach(answer -> answer.completeExceptionally(error));
  }

  private void receive(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      CompletableFuture<JsonNode> answer = open.get(message.path("id").asInt());
      Listener listener = listeners.get(message.path("sessionId").asText());
      if (answer != null) {
        answer.complete(message);
      } else if (listener != null) {
        listener.event(message.path("method").asText(), message.path("params"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
