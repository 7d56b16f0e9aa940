package io.tidemark.benchmarks.load;

import io.tidemark.benchmarks.data.Workload;
import java.util.List;

/**
 * A stream of requests.
 *
 * @param name what its result is called
 * @param kind what is requested
 * @param port of the gateway, or of the query server for {@link Kind#GETS}
 * @param queryPort of the query server, for {@link Kind#PROBE}
 * @param connections kept open, each with one request at a time
 * @param perSecond requests begun each second, whether or not others are answered (an open loop);
 *     0: each connection sends again as soon as it is answered (a closed loop)
 * @param batch events of a request, for {@link Kind#BATCHES}
 * @param targets paths and query strings, for {@link Kind#GETS}, asked in turn
 * @param workload the events' shape
 */
public record Stream(
    String name,
    Kind kind,
    int port,
    int queryPort,
    int connections,
    double perSecond,
    int batch,
    List<String> targets,
    Workload workload) {
  private static final Workload LIVE = new Workload(7, 200_000, 200, 1.0, 5_000, 200_000, 0);

  /** What is requested. */
  public enum Kind {
    /** {@code POST /event}. */
    EVENTS,
    /** {@code POST /events/batch}. */
    BATCHES,
    /** {@code GET}. */
    GETS,
    /** One event after the other, each followed by questions until it is in the answer. */
    PROBE
  }

  /** Single events. */
  public static Stream events(int port, int connections, double perSecond) {
    return new Stream("events", Kind.EVENTS, port, 0, connections, perSecond, 1, List.of(), LIVE);
  }

  /** Batches; {@code eventsPerSecond} 0: as many as are taken. */
  public static Stream batches(int port, int connections, int batch, double eventsPerSecond) {
    return new Stream(
        "batches",
        Kind.BATCHES,
        port,
        0,
        connections,
        eventsPerSecond / batch,
        batch,
        List.of(),
        LIVE);
  }

  /** Questions. */
  public static Stream gets(
      String name, int port, int connections, double perSecond, List<String> targets) {
    return new Stream(name, Kind.GETS, port, 0, connections, perSecond, 0, targets, LIVE);
  }

  /** Events whose way into the answers is watched. */
  public static Stream probe(int port, int queryPort) {
    return new Stream("probe", Kind.PROBE, port, queryPort, 1, 0, 1, List.of(), LIVE);
  }
}
