package io.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.http.Bodies.Body;
import io.tidemark.ingest.publish.ByteBudget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int LIMIT = 1 << 20;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ByteBudget budget = new ByteBudget(LIMIT);
  private final Sender sender = new Sender();
  private final List<Body> told = new ArrayList<>();
  private long nanos;

  @Test
  void body_slowerThanAllowed_isRefusedAndItsMemoryGivenBack() {
    read(1000);

    for (int second = 0; second < 5; second++) {
      sender.send(1, false);
      assertThat(told).isEmpty();
      nanos += Duration.ofSeconds(1).toNanos() + 1;
    }
    sender.send(1, false);

    Body.Refused refused = refused();
    assertThat(refused.close()).isTrue();
    assertThat(refused.refusal().message()).contains("slowly");
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void body_slowAtItsBeginning_isGivenTime() {
    read(3);

    for (int i = 0; i < 3; i++) {
      nanos += GRACE.dividedBy(4).toNanos();
      sender.send(1, i == 2);
    }

    assertThat(((Body.Read) only()).bytes()).hasSize(3);
  }

  @Test
  void body_fastEnoughButEndless_isRefusedAfterAWhile() {
    read(-1);

    while (told.isEmpty()) {
      nanos += Duration.ofSeconds(1).toNanos();
      sender.send(1000, false);
    }

    assertThat(refused().refusal().message()).contains("30 s");
    assertThat(nanos).isEqualTo(Duration.ofSeconds(31).toNanos());
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void body_thatIsThere_isTakenAtOnce() {
    sender.send(5000, true);

    read(5000);

    Body.Read read = (Body.Read) only();
    assertThat(read.bytes()).hasSize(5000).containsOnly('x');
    assertThat(budget.usedBytes()).isEqualTo(5000);
    bodies().release(read);
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void body_announcedLarge_takesMemoryOnlyAsItComes() {
    read(LIMIT);

    sender.send(100, false);

    assertThat(budget.usedBytes()).isBetween(100L, 10_000L);
    assertThat(told).isEmpty();
  }

  @Test
  void body_beyondTheBudget_isReadToItsEndAndRefused() {
    assertThat(budget.tryAcquire(LIMIT - 1000)).isTrue();
    read(-1);

    sender.send(2000, false);
    assertThat(told).isEmpty();
    sender.send(10, true);

    assertThat(refused().refusal().code().code()).isEqualTo("overloaded");
    assertThat(refused().close()).isFalse();
    assertThat(budget.usedBytes()).isEqualTo(LIMIT - 1000);
  }

  @Test
  void body_thatBreaksOff_isRefusedAndItsMemoryGivenBack() {
    read(-1);
    sender.send(10, false);

    sender.fail(new IllegalStateException("gone"));

    assertThat(refused().close()).isTrue();
    assertThat(budget.usedBytes()).isZero();
  }

  private Bodies bodies() {
    return new Bodies(budget, GRACE, () -> nanos);
  }

  private void read(long length) {
    bodies().read(sender, length, LIMIT, told::add);
  }

  private Body only() {
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  private Body.Refused refused() {
    return (Body.Refused) only();
  }

  /** Sends when it is told to. */
  private static final class Sender implements Content.Source {
    private final Queue<Content.Chunk> sent = new ArrayDeque<>();
    private @Nullable Runnable demand;

    void send(int bytes, boolean last) {
      come(
          Content.Chunk.from(
              ByteBuffer.wrap(
                  "x".repeat(bytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
              last));
    }

    @Override
    public void fail(Throwable failure) {
      come(Content.Chunk.from(failure));
    }

    private void come(Content.Chunk chunk) {
      sent.add(chunk);
      Runnable waiting = demand;
      demand = null;
      if (waiting != null) {
        waiting.run();
      }
    }

    @Override
    public Content.@Nullable Chunk read() {
      return sent.poll();
    }

    @Override
    public void demand(Runnable demandCallback) {
      demand = demandCallback;
    }
  }
}
