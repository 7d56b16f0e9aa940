package io.tidemark.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ingest.publish.ByteBudget;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int LIMIT = 1 << 20;
  private static final long BYTE_NANOS = 2 * Duration.ofSeconds(1).toNanos() / 128;

  private final ByteBudget budget = new ByteBudget(1 << 20);

  @Test
  void body_slowerThanAllowed_isRefusedAndItsMemoryGivenBack() {
    Bodies bodies = new Bodies(budget, Duration.ZERO);

    Bodies.Body body = bodies.read(new Drip(), 1000, LIMIT);

    assertThat(body).isInstanceOf(Bodies.Body.Refused.class);
    assertThat(((Bodies.Body.Refused) body).close()).isTrue();
    assertThat(((Bodies.Body.Refused) body).refusal().message()).contains("slowly");
    assertThat(budget.tryAcquire(1 << 20)).isTrue();
  }

  @Test
  void body_slowAtItsBeginning_isGivenTime() {
    Bodies bodies = new Bodies(budget);

    Bodies.Body body = bodies.read(new Drip(), 3, LIMIT);

    assertThat(body).isInstanceOf(Bodies.Body.Read.class);
  }

  @Test
  void body_thatIsThere_isTakenWithoutGrace() {
    Bodies bodies = new Bodies(budget, Duration.ZERO);

    Bodies.Body body = bodies.read(new ByteArrayInputStream(new byte[5000]), 5000, LIMIT);

    assertThat(((Bodies.Body.Read) body).bytes()).hasSize(5000);
  }

  /** A byte at half the slowest pace that is allowed. */
  private static final class Drip extends InputStream {
    @Override
    public int read() {
      long at = System.nanoTime() + BYTE_NANOS;
      while (System.nanoTime() < at) {
        Thread.onSpinWait();
      }
      return ' ';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      into[from] = (byte) read();
      return 1;
    }
  }
}
