package io.tidemark.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept until it is whole, and then written as fast as its reader takes it,
 * without a thread that waits for that: a servlet's output would. Answers are small, and a
 * connection has one at a time, so that a slow reader costs little more than its connection.
 *
 * <p>It is the callback, too, with which the servlet says that it is done.
 */
public final class WholeAnswer extends Response.Wrapper implements Callback {
  private static final byte[] NOTHING = {};
  private static final int LEAST_BYTES = 512;

  private final Callback written;
  private @Nullable ByteArrayOutputStream kept;
  private boolean complete;

  /**
   * Over the answer that goes to the connection.
   *
   * @param written what is to be called once all of it is on its way
   */
  public WholeAnswer(Request request, Response answer, Callback written) {
    super(request, answer);
    this.written = written;
  }

  @Override
  public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
    if (content != null && content.hasRemaining()) {
      ByteArrayOutputStream bytes = kept;
      if (bytes == null) {
        bytes = new ByteArrayOutputStream(Math.max(content.remaining(), LEAST_BYTES));
        kept = bytes;
      }
      byte[] more = new byte[content.remaining()];
      content.get(more);
      bytes.write(more, 0, more.length);
    }
    complete |= last;
    callback.succeeded();
  }

  @Override
  public boolean hasLastWrite() {
    return complete;
  }

  @Override
  public boolean isCompletedSuccessfully() {
    return complete || super.isCompletedSuccessfully();
  }

  @Override
  public void reset() {
    kept = null;
    complete = false;
    super.reset();
  }

  @Override
  public void succeeded() {
    ByteBuffer all = ByteBuffer.wrap(kept == null ? NOTHING : kept.toByteArray());
    super.write(true, all, written);
  }

  @Override
  public void failed(Throwable failure) {
    written.failed(failure);
  }
}
