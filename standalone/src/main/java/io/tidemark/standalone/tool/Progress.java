package io.tidemark.standalone.tool;

/** Shows how far a long run came. Called from one thread. */
public interface Progress extends AutoCloseable {

  /**
   * A new state.
   *
   * @param events events answered so far, by this run and those before it
   * @param share part of the whole that is done, 0..1; 0 if the whole is unknown
   */
  void show(long events, double share);

  /** Ends the display. */
  @Override
  void close();
}
