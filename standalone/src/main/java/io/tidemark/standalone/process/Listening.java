package io.tidemark.standalone.process;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Says where something listens. */
final class Listening {

  /** The address and who can reach it, e.g. {@code 127.0.0.1 (this machine only)}. */
  static String on(String bind) {
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress()) {
        return bind + " (all interfaces)";
      }
      if (address.isLoopbackAddress()) {
        return bind + " (this machine only)";
      }
      return bind;
    } catch (UnknownHostException e) {
      return bind;
    }
  }

  /** A host that reaches the address from this machine. */
  static String host(String bind) {
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress() || "127.0.0.1".equals(bind)) {
        return "localhost";
      }
    } catch (UnknownHostException e) {
      return bind;
    }
    return bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
  }

  private Listening() {}
}
