package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What got a 202 is counted once, whatever happens to the process. */
class RestartIT {
  private static final int SENDERS = 4;
  private static final int BATCHES = 60;
  private static final int BATCH = 50;
  private static final Duration GIVE_UP = Duration.ofSeconds(90);

  @Test
  void numbers_afterStopAndStart_areTheSame(@TempDir Path folder) throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      send(tidemark, "stop", 0, 0);
      Stats before = Stats.await(tidemark, "stop", BATCH);

      tidemark.terminate();
      tidemark.start();

      assertThat(Stats.await(tidemark, "stop", BATCH)).isEqualTo(before);
      send(tidemark, "stop", 0, 0);
      send(tidemark, "stop", 0, 1);
      assertThat(Stats.await(tidemark, "stop", 2L * BATCH).events()).isEqualTo(2L * BATCH);
    }
  }

  @Test
  void load_acrossKill_losesAndDoublesNothing(@TempDir Path folder) throws Exception {
    try (var tidemark = new TidemarkProcess("up", folder).start()) {
      AtomicInteger acknowledged = new AtomicInteger();
      ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
      try {
        List<Future<?>> loads = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
          int number = sender;
          loads.add(senders.submit(() -> load(tidemark, number, acknowledged)));
        }
        Await.until(GIVE_UP, () -> acknowledged.get() > SENDERS * BATCHES / 4, tidemark::logTail);
        tidemark.kill();
        tidemark.start();
        for (Future<?> load : loads) {
          load.get(GIVE_UP.toSeconds(), TimeUnit.SECONDS);
        }
      } finally {
        senders.shutdownNow();
      }

      long all = (long) SENDERS * BATCHES * BATCH;
      Stats stats = Stats.await(tidemark, "kill", all);
      assertThat(stats.events()).isEqualTo(all);
      tidemark.terminate();
      tidemark.start();
      assertThat(Stats.await(tidemark, "kill", all)).isEqualTo(stats);
    }
  }

  private static boolean load(TidemarkProcess tidemark, int sender, AtomicInteger acknowledged)
      throws InterruptedException {
    for (int batch = 0; batch < BATCHES; batch++) {
      send(tidemark, "kill", sender, batch);
      acknowledged.incrementAndGet();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return true;
  }

  /** Sends a batch until it got its 202, as a client that sets event ids may. */
  private static void send(TidemarkProcess tidemark, String site, int sender, int batch)
      throws InterruptedException {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      events.add(
          "{\"site_id\":\"%s\",\"path\":\"/%d\",\"user_id\":\"%d\",\"event_id\":\"%d-%d-%d\"}"
              .formatted(site, i % 7, i, sender, batch, i));
    }
    String body = "[" + String.join(",", events) + "]";
    Await.until(
        GIVE_UP,
        () -> {
          try {
            return Http.post(tidemark.ingest("/events/batch"), body).status() == 202;
          } catch (IOException e) {
            return false;
          }
        },
        tidemark::logTail);
  }
}
