package io.tidemark.standalone.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has started, closed in reverse order. A part is never half started when the
 * closing begins: closing waits for it. For any thread.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** Starts a part. */
  @FunctionalInterface
  interface Starter<T> {
    T start() throws Exception;
  }

  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> started = new ArrayDeque<>();
  private boolean closed;

  /**
   * Starts a part, unless closing has begun.
   *
   * @throws InterruptedException if closing has begun
   */
  synchronized <T extends AutoCloseable> T start(String name, Starter<T> starter) throws Exception {
    if (closed) {
      throw new InterruptedException("stopping");
    }
    long start = System.nanoTime();
    T part = starter.start();
    started.push(new Part(name, part));
    LOG.debug("{} started in {} ms", name, (System.nanoTime() - start) / 1_000_000);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      Part part = started.pop();
      long start = System.nanoTime();
      try {
        part.closeable().close();
        LOG.debug("{} closed in {} ms", part.name(), (System.nanoTime() - start) / 1_000_000);
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly: {}", part.name(), e.toString());
        LOG.debug("because of", e);
      }
    }
  }
}
