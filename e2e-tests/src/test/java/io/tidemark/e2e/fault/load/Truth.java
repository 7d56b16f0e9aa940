package io.tidemark.e2e.fault.load;

import java.time.LocalDate;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A naive counter of what was sent and of what was acknowledged, and when. Thread-safe; to be read
 * as a whole once the sender has finished.
 */
public final class Truth {
  private final Map<String, Timeline> sent = new ConcurrentHashMap<>();
  private final Map<String, Timeline> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> users = new ConcurrentHashMap<>();
  private final Set<LocalDate> days = ConcurrentHashMap.newKeySet();
  private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
  private final AtomicLong eventsSent = new AtomicLong();
  private final AtomicLong eventsAcknowledged = new AtomicLong();
  private final AtomicLong eventsRefused = new AtomicLong();

  /** An event is about to be sent for the first time. */
  public void sent(SentEvent event) {
    eventsSent.incrementAndGet();
    if (event.isValid()) {
      count(sent, event);
    }
  }

  /** An event's first 202 has come. */
  public void acknowledged(SentEvent event) {
    eventsAcknowledged.incrementAndGet();
    if (!event.isValid()) {
      wrongAnswers.add("taken although not valid: " + event.json());
    }
    days.add(event.day());
    String user = event.user();
    if (user != null) {
      usersOf(event.site(), null).add(user);
      usersOf(event.site(), event.day()).add(user);
    }
    count(acknowledged, event);
  }

  /** An event was refused for good. */
  public void refused(SentEvent event, String answer) {
    eventsRefused.incrementAndGet();
    if (event.isValid()) {
      wrongAnswers.add("refused although valid: " + event.json() + " " + answer);
    }
  }

  /** Something that no gateway may answer. */
  void wrong(String what) {
    wrongAnswers.add(what);
  }

  private static void count(Map<String, Timeline> into, SentEvent event) {
    String site = event.site();
    LocalDate day = event.day();
    long weight = event.count();
    at(into, Figure.EVENTS.of(site, null)).add(weight);
    at(into, Figure.EVENTS.of(site, day)).add(weight);
    if (event.isView()) {
      at(into, Figure.VIEWS.of(site, null)).add(weight);
      at(into, Figure.VIEWS.of(site, day)).add(weight);
      at(into, Figure.path(site, null, event.path())).add(weight);
      at(into, Figure.path(site, day, event.path())).add(weight);
    }
  }

  private static Timeline at(Map<String, Timeline> figures, String figure) {
    return figures.computeIfAbsent(figure, it -> new Timeline());
  }

  private Set<String> usersOf(String site, @Nullable LocalDate day) {
    return users.computeIfAbsent(
        Figure.USERS.of(site, day), figure -> ConcurrentHashMap.newKeySet());
  }

  /** A figure of what was acknowledged. */
  public long acknowledged(String figure) {
    return at(acknowledged, figure).total();
  }

  /** A figure of what was acknowledged before an instant. */
  public long acknowledgedBefore(String figure, long ms) {
    return at(acknowledged, figure).before(ms);
  }

  /** A figure of what was sent for the first time before an instant. */
  public long sentBefore(String figure, long ms) {
    return at(sent, figure).before(ms);
  }

  /**
   * The distinct users of what was acknowledged.
   *
   * @param day null: all time
   */
  public long users(String site, @Nullable LocalDate day) {
    return usersOf(site, day).size();
  }

  /** The days of what was acknowledged. */
  public Set<LocalDate> days() {
    return new TreeSet<>(days);
  }

  /** Answers of gateways that must not be. */
  public Queue<String> wrongAnswers() {
    return wrongAnswers;
  }

  /** Events sent, each once however often it went out. */
  public long events() {
    return eventsSent.get();
  }

  /** Events with a 202, each once. */
  public long eventsAcknowledged() {
    return eventsAcknowledged.get();
  }

  /** Events refused for good. */
  public long eventsRefused() {
    return eventsRefused.get();
  }
}
