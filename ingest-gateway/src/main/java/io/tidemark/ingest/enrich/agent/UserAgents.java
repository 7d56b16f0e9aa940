package io.tidemark.ingest.enrich.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * User agents to {@link Agent}s, with the latest ones kept: parsing takes some 0.3 ms, and most
 * requests come from few different browsers.
 *
 * <p>The parser is loaded by a thread of its own, in some 0.3 s; a question before that waits for
 * it. Memory is bounded: {@value #KEPT} user agents of at most {@value #MAX_CHARS} characters.
 * Thread-safe.
 */
public final class UserAgents {
  /** How much of a user agent is looked at; browsers' are shorter. */
  static final int MAX_CHARS = 512;

  private static final int KEPT = 10_000;

  private final CompletableFuture<AgentParser> parser = new CompletableFuture<>();
  private final Cache<String, Agent> cache =
      Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

  private UserAgents() {}

  /** Begins to load the parser and returns at once. */
  public static UserAgents load() {
    UserAgents agents = new UserAgents();
    Thread thread = new Thread(agents::loadParser, "tidemark-user-agents");
    thread.setDaemon(true);
    thread.start();
    return agents;
  }

  private void loadParser() {
    try {
      parser.complete(AgentParser.load());
    } catch (RuntimeException | LinkageError e) {
      parser.completeExceptionally(e);
    }
  }

  /** Why user agents cannot be told yet, as a sentence; null: they can. */
  public @Nullable String notReady() {
    if (!parser.isDone()) {
      return "the user agent parser is being loaded";
    }
    return parser.isCompletedExceptionally() ? "the user agent parser cannot be loaded" : null;
  }

  /**
   * What a user agent tells.
   *
   * @throws IllegalStateException the parser cannot be loaded
   */
  public Agent of(String userAgent) {
    String seen = userAgent.length() <= MAX_CHARS ? userAgent : userAgent.substring(0, MAX_CHARS);
    return cache.get(seen, this::parse);
  }

  private Agent parse(String userAgent) {
    try {
      return parser.join().parse(userAgent);
    } catch (CompletionException e) {
      throw new IllegalStateException("the user agent parser cannot be loaded", e.getCause());
    }
  }
}
