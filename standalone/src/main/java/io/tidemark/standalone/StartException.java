package io.tidemark.standalone;

import org.jspecify.annotations.Nullable;

/** Says in one sentence, without a full stop, why something cannot start, and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String sentence) {
    super(sentence);
  }

  public StartException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
