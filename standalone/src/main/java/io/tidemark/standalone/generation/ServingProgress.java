package io.tidemark.standalone.generation;

import io.tidemark.standalone.StartException;
import io.tidemark.topology.progress.LogProgress;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;

/** How far the generation that serves has counted, also when that changes. For any thread. */
public final class ServingProgress implements AutoCloseable {
  private final Map<String, Object> kafka;
  private final Clock clock;
  private final GenerationWatch watch;
  private LogProgress progress;

  private ServingProgress(Map<String, Object> kafka, Generation serving, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
    this.progress = of(serving);
    this.watch = new GenerationWatch(kafka, serving, () -> {}, this::changeTo);
  }

  /**
   * Starts watching; the topics must exist.
   *
   * @param kafka client settings
   * @param name the setting {@code TIDEMARK_APPLICATION_ID}
   */
  public static ServingProgress start(Map<String, Object> kafka, String name, Clock clock)
      throws StartException {
    return new ServingProgress(kafka, Generations.read(kafka, name).serving(), clock);
  }

  private LogProgress of(Generation generation) {
    return new LogProgress(kafka, generation.applicationId(), clock, () -> {});
  }

  private synchronized void changeTo(Generation next) {
    progress.close();
    progress = of(next);
  }

  private synchronized LogProgress now() {
    return progress;
  }

  /** As {@link LogProgress#backlog()}. */
  public OptionalLong backlog() {
    return now().backlog();
  }

  /** As {@link LogProgress#connected()}. */
  public boolean connected() {
    return now().connected();
  }

  @Override
  public void close() {
    watch.close();
    now().close();
  }
}
