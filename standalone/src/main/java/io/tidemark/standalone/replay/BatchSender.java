package io.tidemark.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.standalone.replay.BatchResult.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends batches of events to a gateway until they are acknowledged or refused.
 *
 * <p>What got no answer, 429 or 5xx is sent again: every event must therefore have an {@code
 * event_id}. A batch of which the gateway takes nothing is sent in halves, so that each event gets
 * its own reason. Thread-safe; {@link #send} blocks.
 */
public final class BatchSender {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration MAX_ASKED = Duration.ofMinutes(1);
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 413);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI batchUri;
  private final RetryPolicy retry;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * A sender to a gateway.
   *
   * @param gateway base URL, e.g. {@code http://127.0.0.1:3001}
   */
  public BatchSender(URI gateway, RetryPolicy retry) {
    String base = gateway.toString();
    this.batchUri = URI.create(base.replaceAll("/+$", "") + "/events/batch");
    this.retry = retry;
  }

  /**
   * Sends events, each of them one JSON value.
   *
   * @param events 1..1000
   * @throws SendFailedException if the gateway did not take them in time, or is none
   */
  public BatchResult send(List<byte[]> events) throws SendFailedException, InterruptedException {
    HttpResponse<byte[]> response = exchange(array(events));
    JsonNode body = json(response);
    if (response.statusCode() == 202) {
      return new BatchResult(body.path("accepted").asInt(), rejections(body.path("rejected")));
    }
    if (!REFUSALS.contains(response.statusCode())) {
      throw new SendFailedException(
          batchUri
              + " answered HTTP "
              + response.statusCode()
              + "; expected the address of a Tidemark gateway (see --url)");
    }
    if (body.path("rejected").size() == events.size()) {
      return new BatchResult(0, rejections(body.path("rejected")));
    }
    return events.size() == 1 ? refused(body, response.statusCode()) : halves(events);
  }

  private BatchResult halves(List<byte[]> events) throws SendFailedException, InterruptedException {
    int middle = events.size() / 2;
    BatchResult first = send(events.subList(0, middle));
    BatchResult second = send(events.subList(middle, events.size()));
    List<Rejection> rejected = new ArrayList<>(first.rejected());
    for (Rejection it : second.rejected()) {
      rejected.add(new Rejection(middle + it.index(), it.code(), it.message(), it.field()));
    }
    return new BatchResult(first.accepted() + second.accepted(), rejected);
  }

  private HttpResponse<byte[]> exchange(byte[] body)
      throws SendFailedException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(batchUri)
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    long deadline = System.nanoTime() + retry.giveUp().toNanos();
    for (int failures = 0; ; failures++) {
      Duration asked = Duration.ZERO;
      String problem;
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 429 && response.statusCode() < 500) {
          return response;
        }
        asked = retryAfter(response);
        problem = "HTTP " + response.statusCode();
      } catch (IOException e) {
        problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      Duration pause = retry.pause(failures, asked);
      if (System.nanoTime() + pause.toNanos() > deadline) {
        throw new SendFailedException(
            batchUri
                + " did not take a batch within "
                + retry.giveUp().toSeconds()
                + " s (the last answer was: "
                + problem
                + ")");
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    try {
      long seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
      return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX_ASKED.toSeconds())));
    } catch (NumberFormatException e) {
      return Duration.ZERO; // the other form of the header is a date; ours to choose then
    }
  }

  private static byte[] array(List<byte[]> events) {
    var body = new ByteArrayOutputStream();
    char separator = '[';
    for (byte[] event : events) {
      body.write(separator);
      body.writeBytes(event);
      separator = ',';
    }
    body.write(']');
    return body.toByteArray();
  }

  private JsonNode json(HttpResponse<byte[]> response) throws SendFailedException {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new SendFailedException(
          batchUri
              + " did not answer JSON; expected the address of a Tidemark gateway (see --url)");
    }
  }

  private static BatchResult refused(JsonNode body, int status) {
    JsonNode error = body.path("error");
    String code = error.path("code").asText("http_" + status);
    return new BatchResult(0, List.of(rejection(0, code, error)));
  }

  private static List<Rejection> rejections(JsonNode rejected) {
    List<Rejection> all = new ArrayList<>(rejected.size());
    for (JsonNode it : rejected) {
      all.add(rejection(it.path("index").asInt(), it.path("code").asText(), it));
    }
    return all;
  }

  private static Rejection rejection(int index, String code, JsonNode about) {
    String field = about.hasNonNull("field") ? about.path("field").asText() : null;
    return new Rejection(index, code, about.path("message").asText(), field);
  }
}
