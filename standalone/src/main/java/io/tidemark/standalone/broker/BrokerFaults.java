package io.tidemark.standalone.broker;

import java.io.PrintWriter;
import org.apache.kafka.common.utils.Exit;

/**
 * What happens when the broker gives up: Kafka ends the process at once, and this says so first. It
 * holds for the whole JVM, so only {@code main} installs it.
 */
public final class BrokerFaults {

  /**
   * Says why on a stream, then halts with exit code 1.
   *
   * @param folder the data folder, for the message
   */
  public static void explainOn(PrintWriter stream, String folder) {
    Exit.Procedure explain =
        (status, message) -> {
          stream.println(
              "tidemark: the embedded Kafka broker gave up"
                  + (message == null ? "" : " (" + message + ")")
                  + "; the errors above say why. What was acknowledged is kept in "
                  + folder
                  + "; check its disk and start again");
          stream.flush();
          Runtime.getRuntime().halt(1);
        };
    Exit.setExitProcedure(explain);
    Exit.setHaltProcedure(explain);
  }

  private BrokerFaults() {}
}
