package io.tidemark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
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

class WholeAnswerTest {
  /** More than the buffers of a connection take. */
  private static final int PARTS = 32;

  private static final byte[] PART = new byte[1 << 20];

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final CountDownLatch returned = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            WholeAnswer answer = new WholeAnswer(request, response, callback);
            if (Request.getPathInContext(request).equals("/changed")) {
              answer.write(false, utf8("what was meant"), Callback.NOOP);
              answer.reset();
              answer.write(true, utf8("what came"), Callback.NOOP);
            } else {
              for (int i = 0; i < PARTS; i++) {
                answer.write(i == PARTS - 1, ByteBuffer.wrap(PART), Callback.NOOP);
              }
            }
            answer.succeeded();
            returned.countDown();
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
  void answer_thatNobodyReads_keepsNoThread() throws Exception {
    try (Socket socket = ask("/")) {
      assertThat(returned.await(30, TimeUnit.SECONDS)).isTrue();

      byte[] all = socket.getInputStream().readAllBytes();
      assertThat(head(all)).contains("200 OK", "Content-Length: " + PARTS * PART.length);
      assertThat(all.length).isGreaterThan(PARTS * PART.length);
    }
  }

  @Test
  void answer_thatWasReset_isTheLaterOneAlone() throws Exception {
    try (Socket socket = ask("/changed")) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(all).endsWith("\r\n\r\nwhat came");
    }
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(30_000);
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(byte[] answer) {
    return new String(answer, 0, Math.min(answer.length, 500), StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
