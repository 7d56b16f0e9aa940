package io.tidemark.query.http;

import org.jspecify.annotations.Nullable;

/** A request that is answered with an error of a certain status. */
final class HttpRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String field;

  HttpRefusal(int status, String code, @Nullable String field, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  @Nullable String field() {
    return field;
  }
}
