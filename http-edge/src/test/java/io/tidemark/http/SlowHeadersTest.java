package io.tidemark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowHeadersTest {
  private static final Duration MOST = Duration.ofMillis(300);
  private static final Duration LONG = MOST.multipliedBy(5);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    connector.addBean(new SlowHeaders(connector, MOST));
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void head_thatComesByteByByte_isCutOff() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "GET / HTTP/1.1\r\nX-");
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      boolean open = true;
      while (open && System.nanoTime() < end) {
        open = stillTakes(socket, "a");
      }
      assertThat(open).isFalse();
    }
  }

  @Test
  void connection_thatIsUsedForLong_isKept() throws Exception {
    try (Socket socket = connect()) {
      long end = System.nanoTime() + LONG.toNanos();
      while (System.nanoTime() < end) {
        assertThat(stillTakes(socket, REQUEST)).isTrue();
      }
    }
  }

  @Test
  void connection_thatIsSilent_isLeftToItsTimeOut() throws Exception {
    try (Socket socket = connect()) {
      TimeUnit.MILLISECONDS.sleep(LONG.toMillis()); // it is silence that is tested
      socket.setSoTimeout(10_000);
      send(socket, REQUEST);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
  }

  /** Sends a little and takes what comes back for a moment. */
  private static boolean stillTakes(Socket socket, String text) throws IOException {
    try {
      send(socket, text);
      return socket.getInputStream().read(new byte[1000]) >= 0;
    } catch (java.net.SocketTimeoutException e) {
      return true; // nothing to read yet
    } catch (IOException e) {
      return false;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(20);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
