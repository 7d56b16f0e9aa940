package io.tidemark.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/**
 * What a server's connections are held to.
 *
 * @param most connections at once; more wait to be accepted, and idle ones are closed sooner
 * @param idle how long a connection may say nothing
 * @param idleWhenFull the same while as many as may be are open
 * @param idleAtClose how long a connection without a request is kept while the server stops
 * @param headers how long the request line and the headers may take to arrive
 */
public record ConnectionLimits(
    int most, Duration idle, Duration idleWhenFull, Duration idleAtClose, Duration headers) {

  /**
   * The most connections that leave files for others: a broker in the same process would not
   * survive without.
   *
   * @param most never more than this
   * @param part of the files that the process may open, one in so many
   */
  public static int most(int most, int part) {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return (int) Math.min(most, files / part);
  }

  /** Holds a connector's connections to them; to be called before it starts. */
  public void hold(ServerConnector connector) {
    connector.setIdleTimeout(idle.toMillis());
    connector.setShutdownIdleTimeout(idleAtClose.toMillis());
    NetworkConnectionLimit limit = new NetworkConnectionLimit(most, connector);
    limit.setEndPointIdleTimeout(idleWhenFull.toMillis());
    connector.addBean(limit);
    connector.addBean(new SlowHeaders(connector, headers));
  }
}
