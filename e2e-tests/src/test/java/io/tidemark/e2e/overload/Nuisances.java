package io.tidemark.e2e.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Clients that want nothing but to be in the way. */
final class Nuisances {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DEAF_BYTES = 4096;

  private final Crowd crowd;

  Nuisances(Crowd crowd) {
    this.crowd = crowd;
  }

  /** Connections without a word; whoever is hung up on comes again. */
  void idle(String server, int connections) {
    hold(server, connections, 0, line -> {}, line -> {});
  }

  /** Bodies of which a byte comes each second. */
  void slowBodies(String server, String path, int connections) {
    hold(
        server,
        connections,
        0,
        line -> line.send(Line.head(path, 100_000)),
        line -> line.send(" "));
  }

  /** Requests whose head comes a byte each second. */
  void slowHeads(String server, int connections) {
    hold(server, connections, 0, line -> line.send("GET /livez HTTP/1.1\r\nX-"), Nuisances::letter);
  }

  private static void letter(Line line) throws IOException {
    line.send("a");
  }

  /** Clients that ask for much, and read nothing. */
  void deaf(String server, String request, int times, int connections) {
    hold(server, connections, DEAF_BYTES, line -> line.send(request.repeat(times)), line -> {});
  }

  /** Bodies that never end. */
  void endless(String server, String path, int connections) {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    crowd.add(
        connections,
        () -> {
          try (Line line = crowd.cutAtEnd(new Line(server, PATIENCE))) {
            line.send(
                "POST " + path + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (!crowd.hasEnded()) {
              line.send(chunk);
            }
          }
        });
  }

  /** What is done with a connection. */
  @FunctionalInterface
  private interface Act {
    void on(Line line) throws IOException;
  }

  /** A few threads that hold many connections: do something first, and something each second. */
  private void hold(String server, int connections, int receiveBytes, Act first, Act eachSecond) {
    int threads = receiveBytes > 0 ? connections : Math.max(1, connections / 100);
    int each = connections / threads;
    crowd.add(
        threads,
        () -> {
          List<Line> lines = new ArrayList<>();
          try {
            while (!crowd.hasEnded()) {
              while (lines.size() < each) {
                Line line = crowd.cutAtEnd(new Line(server, PATIENCE, receiveBytes));
                lines.add(line);
                first.on(line);
              }
              lines.removeIf(line -> !does(line, eachSecond));
              TimeUnit.SECONDS.sleep(1);
            }
          } finally {
            lines.forEach(Line::close);
          }
        });
  }

  private static boolean does(Line line, Act act) {
    try {
      act.on(line);
      return true;
    } catch (IOException e) {
      line.close();
      return false;
    }
  }
}
