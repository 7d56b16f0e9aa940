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
 */
public record BrokerConfig(Path folder, String bind, int port, @Nullable String advertised) {

  /** On a free port of the loopback interface. */
  public static BrokerConfig local(Path folder) {
    return new BrokerConfig(folder, "127.0.0.1", 0, null);
  }
}
