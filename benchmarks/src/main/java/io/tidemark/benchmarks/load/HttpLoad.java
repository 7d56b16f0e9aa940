package io.tidemark.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One thread that drives many keep-alive connections: cheap, for the machine is shared with what it
 * measures.
 *
 * <p>In an open loop request k is due at start + k / rate, whatever has become of the ones before
 * it, and its time counts from then, also while it waits for a free connection.
 */
final class HttpLoad {
  private static final long MOST_MICROS = 120_000_000L;

  /** How long the last answers are waited for. */
  private static final long DRAIN_NS = 10_000_000_000L;

  private static final long LONGEST_WAIT_NS = 10_000_000;

  /** Longest sleep between two looks for answers while the next request is near. */
  private static final long PACE_NS = 100_000;

  private static final long NEVER = Long.MAX_VALUE;

  /** The status of a server that has too much to do. */
  private static final int TOO_MUCH = 503;

  private final RequestSource source;
  private final double perSecond;
  private final Histogram micros = new Histogram(MOST_MICROS, 3);
  private final Map<Integer, Long> failures = new TreeMap<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final List<Connection> all = new ArrayList<>();
  private long startNs;
  private long measureFromNs;
  private long endNs;
  private long sent;

  HttpLoad(RequestSource source, double perSecond) {
    this.source = source;
    this.perSecond = perSecond;
  }

  /** A connection and the request under way on it. */
  private static final class Connection {
    final SocketChannel channel;
    final ResponseReader response = new ResponseReader();
    ByteBuffer request = ByteBuffer.allocate(0);
    long dueNs;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  LoadResult run(int port, int connections, long warmUpMs, long durationMs) throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        connect(selector, port);
      }
      startNs = System.nanoTime();
      measureFromNs = startNs + warmUpMs * 1_000_000;
      endNs = measureFromNs + durationMs * 1_000_000;
      loop(selector);
    } finally {
      for (Connection connection : all) {
        connection.channel.close();
      }
    }
    return LoadResult.of(micros, failures, sent, endNs - measureFromNs);
  }

  private void connect(Selector selector, int port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    all.add(connection);
    idle.add(connection);
  }

  private void loop(Selector selector) throws IOException {
    while (true) {
      long nextNs = sendDue(selector);
      long nowNs = System.nanoTime();
      boolean allAnswered = nextNs == NEVER && idle.size() == all.size();
      if (allAnswered || nowNs >= endNs + DRAIN_NS) {
        noteUnanswered(nowNs);
        return;
      }
      long waitNs = Math.min(nextNs - nowNs, LONGEST_WAIT_NS);
      if (waitNs >= 1_000_000) {
        selector.select(this::ready, waitNs / 1_000_000);
      } else if (selector.selectNow(this::ready) == 0 && waitNs > 0) {
        LockSupport.parkNanos(Math.min(waitNs, PACE_NS));
      }
    }
  }

  /** Sends what is due on connections that are free; when the next is due. */
  private long sendDue(Selector selector) throws IOException {
    while (!idle.isEmpty()) {
      long nowNs = System.nanoTime();
      long dueNs = dueNs(nowNs);
      if (dueNs >= endNs) {
        return NEVER;
      }
      if (dueNs > nowNs) {
        return dueNs;
      }
      Connection connection = idle.removeFirst();
      connection.dueNs = dueNs;
      connection.request = source.next();
      connection.response.reset();
      sent++;
      write(connection, connection.channel.keyFor(selector));
    }
    return System.nanoTime() + LONGEST_WAIT_NS;
  }

  /** When the next request is due. */
  private long dueNs(long nowNs) {
    return perSecond == 0 ? nowNs : startNs + (long) (sent * 1e9 / perSecond);
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isWritable()) {
        write(connection, key);
      }
      if (key.isReadable() && connection.response.read(connection.channel)) {
        answered(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Connection connection, SelectionKey key) throws IOException {
    connection.channel.write(connection.request);
    boolean more = connection.request.hasRemaining();
    key.interestOps(more ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  private void answered(Connection connection) {
    long nowNs = System.nanoTime();
    int status = connection.response.status();
    // Whoever asks at times of its own, and is told that it is too much, has no answer.
    boolean tooMuch = perSecond > 0 && status == TOO_MUCH && source.mayBeRefused();
    if (connection.dueNs >= measureFromNs) {
      record((tooMuch ? endNs : nowNs) - connection.dueNs);
    }
    if (status != source.expected()) {
      failures.merge(tooMuch ? LoadResult.UNANSWERED : status, 1L, Long::sum);
    }
    idle.addLast(connection);
  }

  /** What was never answered, or never sent, took at least until now; its status is 0. */
  private void noteUnanswered(long nowNs) {
    for (Connection connection : all) {
      if (!idle.contains(connection)) {
        record(nowNs - connection.dueNs);
        failures.merge(LoadResult.UNANSWERED, 1L, Long::sum);
      }
    }
    long reallySent = sent;
    for (; perSecond > 0 && dueNs(nowNs) < endNs; sent++) {
      record(nowNs - dueNs(nowNs));
      failures.merge(LoadResult.UNANSWERED, 1L, Long::sum);
    }
    sent = reallySent;
  }

  private void record(long ns) {
    micros.recordValue(Math.min(MOST_MICROS, ns / 1_000));
  }
}
