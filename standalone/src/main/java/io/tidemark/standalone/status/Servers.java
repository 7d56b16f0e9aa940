package io.tidemark.standalone.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks servers over HTTP. */
final class Servers {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** Whether a server is there and ready. */
  Status.Server look(URI base) throws InterruptedException {
    try {
      HttpResponse<String> answer = get(base, "/readyz");
      if (answer.statusCode() == 200) {
        return new Status.Server(base.toString(), true, version(base), null);
      }
      JsonNode body = parse(answer.body());
      String reason = body.path("error").path("message").asText("");
      if (reason.isEmpty()) {
        reason = body.path("reason").asText("HTTP " + answer.statusCode());
      }
      return new Status.Server(base.toString(), true, version(base), reason);
    } catch (IOException e) {
      return new Status.Server(base.toString(), false, null, "nothing answers");
    }
  }

  private @Nullable String version(URI base) throws InterruptedException {
    return figures(base).label("tidemark_build_info", "version");
  }

  /** What a route answers as JSON; missing: it does not. */
  JsonNode json(URI base, String route) throws InterruptedException {
    try {
      HttpResponse<String> answer = get(base, route);
      return answer.statusCode() < 500 ? parse(answer.body()) : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** A server's metrics; none if it does not answer. */
  Figures figures(URI base) throws InterruptedException {
    try {
      return new Figures(get(base, "/metrics").body());
    } catch (IOException e) {
      return new Figures("");
    }
  }

  private HttpResponse<String> get(URI base, String route)
      throws IOException, InterruptedException {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + route);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET().build();
    return http.send(request, BodyHandlers.ofString());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
