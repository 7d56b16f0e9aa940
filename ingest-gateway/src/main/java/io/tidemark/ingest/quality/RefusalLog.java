package io.tidemark.ingest.quality;

import io.tidemark.schemas.event.RefusalCode;
import org.jspecify.annotations.Nullable;

/** Where refused events are told. Thread-safe; never blocks. */
public interface RefusalLog {
  /** Forgets everything. */
  RefusalLog NONE = (siteId, why) -> {};

  /**
   * One event was refused.
   *
   * @param siteId whose it was, as far as it told; null: not known, and not counted per site
   */
  void refused(@Nullable String siteId, RefusalCode why);
}
