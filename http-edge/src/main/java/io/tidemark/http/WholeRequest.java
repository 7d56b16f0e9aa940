package io.tidemark.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body has been read, so that no thread waits for it. */
public final class WholeRequest extends Request.Wrapper {
  private Content.Chunk next;

  /**
   * Over the request as it came.
   *
   * @param body what a route is to read of it; null: nothing
   */
  public WholeRequest(Request request, byte @Nullable [] body) {
    super(request);
    next = body == null ? Content.Chunk.EOF : Content.Chunk.from(ByteBuffer.wrap(body), true);
  }

  @Override
  public Content.Chunk read() {
    Content.Chunk chunk = next;
    next = Content.Chunk.EOF;
    return chunk;
  }

  @Override
  public void demand(Runnable demandCallback) {
    getComponents().getExecutor().execute(demandCallback);
  }
}
