package io.tidemark.standalone.process;

import io.tidemark.standalone.StartException;
import java.io.UncheckedIOException;
import java.net.BindException;
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
   * @throws StartException if its address is not to be had, though it was free when it was looked
   *     at
   */
  synchronized <T extends AutoCloseable> T start(String name, Starter<T> starter) throws Exception {
    if (closed) {
      throw new InterruptedException("stopping");
    }
    long start = System.nanoTime();
    T part = listening(starter);
    started.push(new Part(name, part));
    LOG.debug("{} started in {} ms", name, (System.nanoTime() - start) / 1_000_000);
    return part;
  }

  private static <T> T listening(Starter<T> starter) throws Exception {
    try {
      return starter.start();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof BindException refusal) {
        throw new StartException(String.valueOf(refusal.getMessage()), e);
      }
      throw e;
    }
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
