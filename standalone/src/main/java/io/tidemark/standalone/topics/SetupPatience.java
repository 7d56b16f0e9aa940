package io.tidemark.standalone.topics;

import io.tidemark.standalone.StartException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which failures of a setup are waited out, and for how long: what one broker has just made and
 * another does not know yet, and brokers that are not there yet. Used by one thread.
 */
final class SetupPatience {
  private static final Logger LOG = LoggerFactory.getLogger(SetupPatience.class);
  private static final long KNOWN_EVERYWHERE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long SAY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long RETRY_MS = 100;

  private final Admin admin;
  private final int copies;
  private final Duration brokersMost;
  private final Consumer<String> says;
  private final long startNanos = System.nanoTime();
  private long brokersMissedNanos = startNanos;
  private long saidNanos = startNanos - SAY_EVERY_NANOS;

  /**
   * From now on.
   *
   * @param copies of each topic, which take as many brokers
   * @param brokersMost how long brokers are waited for
   * @param says is told every few seconds what is waited for
   */
  SetupPatience(Admin admin, int copies, Duration brokersMost, Consumer<String> says) {
    this.admin = admin;
    this.copies = copies;
    this.brokersMost = brokersMost;
    this.says = says;
  }

  /**
   * Returns, a moment later, if the setup is to be tried again.
   *
   * @throws StartException if brokers are still missing
   * @throws ExecutionException the failure, if it is none to wait out, or was for too long
   */
  void waitOut(ExecutionException failure)
      throws StartException, ExecutionException, InterruptedException {
    if (failure.getCause() instanceof InvalidReplicationFactorException) {
      awaitBrokers(failure);
      brokersMissedNanos = System.nanoTime();
    } else if (!(failure.getCause() instanceof RetriableException)
        || System.nanoTime() - brokersMissedNanos > KNOWN_EVERYWHERE_NANOS) {
      throw failure;
    }
    LOG.debug("the topics are set up once more", failure);
    TimeUnit.MILLISECONDS.sleep(RETRY_MS);
  }

  private void awaitBrokers(ExecutionException failure)
      throws StartException, ExecutionException, InterruptedException {
    long waitedNanos = System.nanoTime() - startNanos;
    int there = admin.describeCluster().nodes().get().size();
    if (waitedNanos > brokersMost.toNanos()) {
      if (there >= copies) {
        throw failure; // Kafka has another reason
      }
      throw new StartException(
          "TIDEMARK_REPLICATION is %d, and %s there after %d s; expected at least %d: start the others, or ask for fewer copies"
              .formatted(copies, brokers(there), brokersMost.toSeconds(), copies),
          failure);
    }
    if (System.nanoTime() - saidNanos >= SAY_EVERY_NANOS) {
      saidNanos = System.nanoTime();
      says.accept(
          "waiting for brokers: %s there, and topics with %d copies need %d (%d s)"
              .formatted(
                  brokers(there), copies, copies, TimeUnit.NANOSECONDS.toSeconds(waitedNanos)));
    }
  }

  private static String brokers(int number) {
    return number == 1 ? "1 broker is" : number + " brokers are";
  }
}
