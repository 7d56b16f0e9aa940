package io.tidemark.http;

import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * How many requests are worked on at once, so that there is a thread for whoever needs one. Probes
 * have turns of their own, so that they are answered however busy the rest is. Thread-safe.
 */
public final class Turns {
  private static final Set<String> PROBES = Set.of("/health", "/livez", "/readyz", "/metrics");

  private final Semaphore requests;
  private final Semaphore probes;

  /**
   * All free.
   *
   * @param requests how many requests are worked on at once
   * @param probes the same, of probes
   */
  public Turns(int requests, int probes) {
    this.requests = new Semaphore(requests);
    this.probes = new Semaphore(probes);
  }

  /** The turns of what is asked at a path: one is to be acquired without waiting, and released. */
  public Semaphore of(String path) {
    return PROBES.contains(path) ? probes : requests;
  }
}
