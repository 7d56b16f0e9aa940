package io.tidemark.standalone.broker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The embedded broker's settings, already checked.
 *
 * @param folder where its log lies; made if missing
 * @param bind address to listen on
 * @param port TCP port; 0: any free one
 * @param advertised {@code host:port} where clients reach it; null: the bind address, or this
 *     host's name when that is all interfaces
 * @param syncEach whether each record is on the disk before it is acknowledged; else it is with the
 *     operating system, which writes it some seconds later
 */
public record BrokerConfig(
    Path folder, String bind, int port, @Nullable String advertised, boolean syncEach) {

  /** One that leaves the writing to the operating system. */
  public BrokerConfig(Path folder, String bind, int port, @Nullable String advertised) {
    this(folder, bind, port, advertised, false);
  }

  /** On a free port of the loopback interface. */
  public static BrokerConfig local(Path folder) {
    return new BrokerConfig(folder, "127.0.0.1", 0, null);
  }

  /** The same on a certain port. */
  public BrokerConfig on(int other) {
    return new BrokerConfig(folder, bind, other, advertised, syncEach);
  }
}
