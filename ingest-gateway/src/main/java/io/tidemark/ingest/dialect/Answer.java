package io.tidemark.ingest.dialect;

import java.util.Map;

/** An answer, ready to be sent. */
public final class Answer {
  /** JSON's media type. */
  public static final String JSON = "application/json";

  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final Map<String, String> headers;

  private Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.mediaType = mediaType;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  /** An answer of any media type. */
  static Answer of(int status, String mediaType, byte[] body) {
    return new Answer(status, mediaType, body, Map.of());
  }

  /** An answer in JSON. */
  static Answer json(int status, byte[] body) {
    return of(status, JSON, body);
  }

  /** This with other headers beside the body's. */
  Answer withHeaders(Map<String, String> all) {
    return new Answer(status, mediaType, body, all);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The body's media type. */
  public String mediaType() {
    return mediaType;
  }

  /** The body; not to be changed. */
  public byte[] body() {
    return body;
  }

  /** Headers beside the body's. */
  public Map<String, String> headers() {
    return headers;
  }
}
