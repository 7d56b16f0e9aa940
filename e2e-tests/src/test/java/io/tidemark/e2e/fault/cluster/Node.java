package io.tidemark.e2e.fault.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** One process of the cluster. It can be started again after it ended; ports and data stay. */
public interface Node {
  /** A name for people, like {@code broker-1}. */
  String name();

  /** The number of the running process. */
  long pid();

  /** Whether it does not run. */
  boolean isDead();

  /** Everything it keeps on disk. */
  Path folder();

  /** Starts it and waits for nothing. */
  void launch() throws IOException;

  /** Whether it takes requests. */
  boolean isReady() throws InterruptedException;

  /** Waits until it takes requests. */
  void awaitReady() throws InterruptedException;

  /** SIGKILL, and waits for the end. */
  void kill() throws InterruptedException;

  /** SIGTERM, and waits for the end. */
  void terminate() throws InterruptedException;

  /** The end of what it wrote. */
  String logTail();

  /** SIGSTOP: it holds its connections and does nothing. */
  default void pause() throws IOException, InterruptedException {
    Signals.send("STOP", pid());
  }

  /** SIGCONT. */
  default void resume() throws IOException, InterruptedException {
    Signals.send("CONT", pid());
  }
}
