package io.tidemark.query.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One watcher's place in a feed. Not thread-safe; to be closed once. */
public final class Watch implements AutoCloseable {
  private final LiveFeed feed;
  private final Runnable leave;
  private long seen;

  Watch(LiveFeed feed, Runnable leave) {
    this.feed = feed;
    this.leave = leave;
  }

  /**
   * Waits for figures that were not given before: the newest, whatever came between. Not to be
   * changed.
   *
   * @return null if there were none within that time
   */
  public @Nullable ObjectNode next(Duration atMost) throws InterruptedException {
    LiveFeed.Update update = feed.after(seen, atMost.toMillis());
    if (update == null) {
      return null;
    }
    seen = update.version();
    return update.figures();
  }

  /** Whether no figures will come any more. */
  public boolean hasEnded() {
    return feed.hasEnded();
  }

  @Override
  public void close() {
    leave.run();
  }
}
