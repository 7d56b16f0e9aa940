package io.tidemark.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks a server for a site's figures, one question after the other, until it is closed. */
final class Asking implements AutoCloseable {
  private final TidemarkProcess asked;
  private final String site;
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger questions = new AtomicInteger();
  private final Thread thread = new Thread(this::ask);
  private volatile boolean done;

  private Asking(String site, TidemarkProcess asked) {
    this.site = site;
    this.asked = asked;
  }

  static Asking of(String site, TidemarkProcess asked) {
    Asking asking = new Asking(site, asked);
    asking.thread.start();
    return asking;
  }

  /** What was not answered, or with fewer views than before. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** How many questions were asked. */
  int asked() {
    return questions.get();
  }

  private void ask() {
    long views = 0;
    while (!done) {
      try {
        Http.Answer answer = Http.get(asked.query("/stats?site_id=" + site));
        long now = answer.json().path("total_views").asLong(-1);
        if (answer.status() != 200 || now < views) {
          failures.add(answer + " after " + views + " views");
        }
        views = Math.max(views, now);
      } catch (IOException | InterruptedException e) {
        failures.add(e.toString());
      }
      questions.incrementAndGet();
    }
  }

  @Override
  public void close() {
    done = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
