package io.tidemark.standalone.broker;

import io.tidemark.standalone.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks at TCP ports before something listens on them. */
public final class Ports {

  /**
   * Checks that a port can be listened on, or finds one.
   *
   * @param name the setting of the port, for the message
   * @param bindName the setting of the address, for the message
   * @param port 0: any free one
   * @return the port, never 0
   * @throws StartException if it is taken, or the address is not of this machine
   */
  public static int claim(String name, int port, String bindName, String bind)
      throws StartException {
    InetAddress address;
    try {
      address = InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw new StartException(
          bindName + " is " + bind + "; expected an address or name of this machine", e);
    }
    try {
      return probe(address, port);
    } catch (IOException e) {
      throw new StartException(refusal(name, port, bindName, bind, address), e);
    }
  }

  /**
   * Finds a free port of the loopback interface.
   *
   * @throws StartException if there is none
   */
  static int free() throws StartException {
    try {
      return probe(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new StartException("no free TCP port was found on the loopback interface", e);
    }
  }

  private static int probe(InetAddress address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return socket.getLocalPort();
    }
  }

  private static String refusal(
      String name, int port, String bindName, String bind, InetAddress address) {
    try {
      probe(address, 0);
    } catch (IOException e) {
      return bindName + " is " + bind + "; expected an address of this machine";
    }
    if (port < 1024 && port != 0) {
      return name + " is " + port + ", which is in use or needs more rights; choose another port";
    }
    return name
        + " is "
        + port
        + ", which another process already listens on; stop that process or choose another port";
  }

  private Ports() {}
}
