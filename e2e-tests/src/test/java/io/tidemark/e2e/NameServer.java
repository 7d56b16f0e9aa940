package io.tidemark.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A name server (RFC 1035) that knows the IPv4 addresses of a few names, as Docker's knows those of
 * a service's containers; of other names it says that they do not exist.
 */
final class NameServer implements AutoCloseable {
  private static final int HEADER_BYTES = 12;
  private static final int ANSWERED = 0x8180;
  private static final int NO_SUCH_NAME = 0x8183;

  private final Map<String, List<String>> addresses;
  private final DatagramSocket socket;
  private final Thread thread = new Thread(this::serve, "name-server");

  /**
   * Answers from now on.
   *
   * @param addresses by name
   */
  NameServer(Map<String, List<String>> addresses) throws IOException {
    this.addresses = addresses;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens, as {@code host:port}. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    byte[] room = new byte[512];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(room, 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        // closed, or the one who asked is gone
      }
    }
  }

  private byte[] answer(ByteBuffer question) throws IOException {
    short id = question.getShort(0);
    question.position(HEADER_BYTES);
    StringBuilder name = new StringBuilder();
    for (int length = question.get(); length > 0; length = question.get()) {
      byte[] label = new byte[length];
      question.get(label);
      name.append(name.length() == 0 ? "" : ".");
      name.append(new String(label, StandardCharsets.US_ASCII));
    }
    int end = question.position() + 4; // type and class
    List<String> found = addresses.getOrDefault(name.toString(), List.of());
    ByteBuffer answer = ByteBuffer.allocate(end + 16 * found.size());
    answer.putShort(id).putShort((short) (found.isEmpty() ? NO_SUCH_NAME : ANSWERED));
    answer.putShort((short) 1).putShort((short) found.size()).putInt(0);
    answer.put(question.slice(HEADER_BYTES, end - HEADER_BYTES));
    for (String address : found) {
      answer.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1);
      answer.putInt(1).putShort((short) 4).put(InetAddress.getByName(address).getAddress());
    }
    return answer.array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
