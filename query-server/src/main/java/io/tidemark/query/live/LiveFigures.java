package io.tidemark.query.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.query.parse.Query;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The realtime figures of the sites that somebody watches, asked for five times a second and once
 * for all watchers of the same. For any thread.
 */
public final class LiveFigures implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int THREADS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(LiveFigures.class);

  private final Function<Query, ObjectNode> service;
  private final ScheduledExecutorService polling =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "tidemark-live-poll");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<Query.Realtime, LiveFeed> feeds = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param service queries to answers
   */
  public LiveFigures(Function<Query, ObjectNode> service) {
    this.service = service;
  }

  /**
   * Begins to watch; its first figures are those of now.
   *
   * @throws RuntimeException what the service throws if it cannot answer now
   */
  public Watch watch(Query.Realtime query) {
    LiveFeed feed =
        feeds.compute(
            query,
            (key, running) -> {
              LiveFeed joined = running == null ? start(key) : running;
              joined.join();
              return joined;
            });
    if (closed) { // and close may not have seen this feed
      feed.end();
    }
    try {
      feed.begin(); // not above: others must not wait for this answer
    } catch (RuntimeException e) {
      leave(query);
      throw e;
    }
    return new Watch(feed, () -> leave(query));
  }

  private LiveFeed start(Query.Realtime query) {
    LiveFeed feed = new LiveFeed(() -> service.apply(query));
    long pauseMs = PAUSE.toMillis();
    try {
      feed.polledBy(
          polling.scheduleWithFixedDelay(feed::poll, pauseMs, pauseMs, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      LOG.debug("no new feed while closing", e);
    }
    return feed;
  }

  private void leave(Query.Realtime query) {
    feeds.computeIfPresent(query, (key, feed) -> feed.leave() ? null : feed);
  }

  /** Ends all watches. */
  @Override
  public void close() {
    closed = true;
    polling.shutdownNow();
    feeds.values().forEach(LiveFeed::end);
  }
}
