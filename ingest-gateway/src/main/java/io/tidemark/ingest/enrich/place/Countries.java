package io.tidemark.ingest.enrich.place;

import org.jspecify.annotations.Nullable;

/** The country of an address. Thread-safe. */
public interface Countries extends AutoCloseable {
  /** Knows no address. */
  Countries NONE =
      new Countries() {
        @Override
        public @Nullable String of(String address) {
          return null;
        }

        @Override
        public void close() {}
      };

  /**
   * The country's code, ISO 3166-1 alpha-2 in upper case.
   *
   * @return null: not known, or not an address
   */
  @Nullable String of(String address);

  @Override
  void close();
}
