package io.tidemark.ingest.visitor;

import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Salts in memory; unknown until they are put there. */
public final class MemorySaltStore implements SaltStore {
  private final Map<LocalDate, Salt> salts = new ConcurrentHashMap<>();

  /** A salt made of one byte. */
  public void put(LocalDate day, int seed) {
    byte[] secret = new byte[Salt.BYTES];
    java.util.Arrays.fill(secret, (byte) seed);
    salts.put(day, new Salt(secret));
  }

  @Override
  public @Nullable Salt of(LocalDate day) {
    return salts.get(day);
  }

  @Override
  public @Nullable String notReady() {
    return salts.isEmpty() ? "the visitor salt is not known" : null;
  }

  @Override
  public void close() {
    salts.clear();
  }
}
