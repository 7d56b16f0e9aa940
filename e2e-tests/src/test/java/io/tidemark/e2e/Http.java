package io.tidemark.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client that gives up after a while. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What came back. */
  public record Answer(int status, String text) {
    /** The answer as JSON; missing where it is none. */
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  /** Asks. */
  public static Answer get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  /** Sends JSON. */
  public static Answer post(String url, String body) throws IOException, InterruptedException {
    return post(url, "application/json", body);
  }

  static Answer post(String url, String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  /** As a browser would, behind a proxy that tells its address. */
  static Answer postFrom(String address, String userAgent, String url, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "text/plain")
            .header("User-Agent", userAgent)
            .header("X-Forwarded-For", address)
            .POST(BodyPublishers.ofString(body)));
  }

  /** As a browser would, with a page's user agent. */
  static Answer postAs(String userAgent, String url, String contentType, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", contentType)
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofString(body)));
  }

  private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        CLIENT.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  private Http() {}
}
