package io.tidemark.standalone.process;

import io.tidemark.standalone.StartException;
import io.tidemark.standalone.settings.Catalogue;
import io.tidemark.standalone.settings.HostPort;
import io.tidemark.standalone.settings.Settings;
import io.tidemark.topology.view.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where peers reach this instance's query server. */
final class Advertised {

  /**
   * The setting; without it the bind address, or this host's name when that is all interfaces.
   *
   * @param port the port the query server listens on
   */
  static Endpoint endpoint(Settings settings, int port) throws StartException {
    Optional<HostPort> chosen = settings.find(Catalogue.QUERY_ADVERTISED);
    if (chosen.isPresent()) {
      return new Endpoint(chosen.get().host(), chosen.get().port());
    }
    String bind = settings.get(Catalogue.QUERY_BIND);
    try {
      boolean all = InetAddress.getByName(bind).isAnyLocalAddress();
      return new Endpoint(all ? InetAddress.getLocalHost().getHostName() : bind, port);
    } catch (UnknownHostException e) {
      throw new StartException(
          Catalogue.QUERY_ADVERTISED.key()
              + " is not set and this host's name has no address; expected "
              + Catalogue.QUERY_ADVERTISED.expected()
              + " where other query servers reach this one",
          e);
    }
  }

  /** Whether peers that are sent to an address would be answered: with a secret, or from here. */
  static boolean canBeAsked(Settings settings, Endpoint self) {
    try {
      return settings.find(Catalogue.CLUSTER_SECRET).isPresent()
          || InetAddress.getByName(self.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Advertised() {}
}
