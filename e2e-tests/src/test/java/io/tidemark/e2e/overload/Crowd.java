package io.tidemark.e2e.overload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Many clients at once, each with a thread, until all are told to stop. */
final class Crowd implements AutoCloseable {
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

  /** What a client does again and again; an error ends its turn, not the client. */
  @FunctionalInterface
  interface Deed {
    void run() throws IOException, InterruptedException;
  }

  /** Adds clients, which begin at once. */
  void add(int clients, Deed deed) {
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> repeat(deed), "client-" + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void repeat(Deed deed) {
    while (!hasEnded()) {
      try {
        deed.run();
      } catch (IOException e) {
        // refused, cut off or timed out: the deed counts what matters to it
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Takes a connection that is to be cut when the clients are to stop, whatever it waits for. */
  Line cutAtEnd(Line line) {
    lines.add(line);
    return line;
  }

  /** Whether the clients are to stop. */
  boolean hasEnded() {
    return end.getCount() == 0;
  }

  /** Tells all to stop, and waits until they have. */
  @Override
  public void close() {
    end.countDown();
    lines.forEach(Line::close);
    for (Thread thread : threads) {
      thread.interrupt();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
