package io.tidemark.query.parse;

import org.jspecify.annotations.Nullable;

/** A question that cannot be answered as it was asked; told to the asker with status 400. */
public final class BadQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String field;

  /**
   * @param code stable, snake_case
   * @param field the parameter it is about; null if about the whole
   * @param message what the value is, and what was expected
   */
  public BadQueryException(String code, @Nullable String field, String message) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
  }

  public String code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  /** The message, never null here. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
