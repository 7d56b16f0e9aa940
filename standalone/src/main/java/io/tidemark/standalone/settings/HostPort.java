package io.tidemark.standalone.settings;

/**
 * Where something is reached.
 *
 * @param host name or address; IPv6 in brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
