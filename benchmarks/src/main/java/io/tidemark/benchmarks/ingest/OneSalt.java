package io.tidemark.benchmarks.ingest;

import io.tidemark.ingest.visitor.Salt;
import io.tidemark.ingest.visitor.SaltStore;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The same salt for every day, without Kafka. */
public final class OneSalt implements SaltStore {
  private final Salt salt = new Salt(new byte[Salt.BYTES]);

  @Override
  public Salt of(LocalDate day) {
    return salt;
  }

  @Override
  public @Nullable String notReady() {
    return null;
  }

  @Override
  public void close() {}
}
