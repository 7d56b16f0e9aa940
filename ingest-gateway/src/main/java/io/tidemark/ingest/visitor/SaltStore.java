package io.tidemark.ingest.visitor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where the salts of the days are known. All gateways of an installation get the same salt for a
 * day, and none keeps one beyond it. Thread-safe.
 */
public interface SaltStore extends AutoCloseable {

  /**
   * The salt of a day of UTC.
   *
   * @return null: not known yet, or no more
   */
  @Nullable Salt of(LocalDate day);

  /** Why today's salt is not known, as a sentence; null: it is. */
  @Nullable String notReady();

  @Override
  void close();
}
