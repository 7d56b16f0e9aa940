package io.tidemark.ingest.dialect;

/** A request as dialects see it. */
public final class Request {
  private final byte[] body;
  private final String mediaType;
  private final Query query;

  /**
   * Wraps a request.
   *
   * @param body not to be changed any more; empty: there is none
   * @param mediaType in lower case, without parameters; empty: none was given
   */
  public Request(byte[] body, String mediaType, Query query) {
    this.body = body;
    this.mediaType = mediaType;
    this.query = query;
  }

  /** The body; not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The body's media type in lower case, without parameters; empty: none was given. */
  public String mediaType() {
    return mediaType;
  }

  /** What stands behind the address. */
  public Query query() {
    return query;
  }
}
