package io.tidemark.ingest.dialect;

import org.jspecify.annotations.Nullable;

/** A request as dialects see it. */
public final class Request {
  private final byte[] body;
  private final String mediaType;
  private final Query query;
  private final @Nullable String key;

  /**
   * Wraps a request.
   *
   * @param body not to be changed any more; empty: there is none
   * @param mediaType in lower case, without parameters; empty: none was given
   * @param key the same for every attempt at the same request; null: attempts cannot be told apart
   */
  public Request(byte[] body, String mediaType, Query query, @Nullable String key) {
    this.body = body;
    this.mediaType = mediaType;
    this.query = query;
    this.key = key;
  }

  /** The body; not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The body's media type in lower case, without parameters; empty: none was given. */
  public String mediaType() {
    return mediaType;
  }

  /** The same for every attempt at the same request; null: attempts cannot be told apart. */
  public @Nullable String key() {
    return key;
  }

  /** What stands behind the address. */
  public Query query() {
    return query;
  }
}
