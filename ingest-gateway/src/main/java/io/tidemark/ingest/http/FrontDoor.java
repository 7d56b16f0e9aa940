package io.tidemark.ingest.http;

import io.tidemark.http.Turns;
import io.tidemark.http.WholeAnswer;
import io.tidemark.http.WholeRequest;
import io.tidemark.ingest.accept.Intake;
import io.tidemark.ingest.dialect.Answer;
import io.tidemark.ingest.dialect.Query;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import jakarta.servlet.ServletRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What every request goes through first, so that there is a thread for whoever needs one.
 *
 * <ol>
 *   <li>Its body is read, and no thread waits for it ({@link Bodies}).
 *   <li>It gets one of {@link HttpLimits#REQUESTS} turns, or is refused at once. Probes have turns
 *       of their own, so that they are answered however busy the rest is.
 *   <li>Its answer is written, and no thread waits for whoever reads it ({@link WholeAnswer}).
 * </ol>
 */
final class FrontDoor extends Handler.Wrapper {
  private static final String BODY = FrontDoor.class.getName() + ".body";
  private static final Refusal BUSY =
      new Refusal(
          RefusalCode.OVERLOADED, "too many requests are under way; try again in a second", null);

  private final Turns turns;
  private final Intake intake;
  private final Bodies bodies;
  private final Map<String, Door> doors;

  FrontDoor(Intake intake, Bodies bodies, List<Door> doors) {
    this(intake, bodies, doors, HttpLimits.REQUESTS, HttpLimits.PROBES);
  }

  /**
   * With other limits.
   *
   * @param requests how many are worked on at once
   * @param probes the same, of probes
   */
  FrontDoor(Intake intake, Bodies bodies, List<Door> doors, int requests, int probes) {
    this.intake = intake;
    this.bodies = bodies;
    this.doors = doors.stream().collect(Collectors.toMap(Door::path, Function.identity()));
    this.turns = new Turns(requests, probes);
  }

  /** The body of a request that came through here to a door that takes one. */
  static Bodies.Body body(ServletRequest request) {
    return (Bodies.Body) Objects.requireNonNull(request.getAttribute(BODY));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Door door = doors.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    Visit visit = new Visit(request, response, callback, door, turns.of(path));
    if (door == null || door.isGet() || !HttpMethod.POST.is(request.getMethod())) {
      visit.come(null);
      return true;
    }
    Refusal refusal =
        MediaTypes.refusal(
            request.getHeaders().get(HttpHeader.CONTENT_TYPE),
            request.getHeaders().get(HttpHeader.CONTENT_ENCODING),
            door.mediaTypes());
    if (refusal == null) {
      bodies.read(request, request.getLength(), door.limitBytes(), visit::come);
    } else {
      bodies.refuse(request, request.getLength(), refusal, visit::come);
    }
    return true;
  }

  /** One request. */
  private final class Visit {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final @Nullable Door door;
    private final Semaphore places;

    Visit(
        Request request,
        Response response,
        Callback callback,
        @Nullable Door door,
        Semaphore places) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.door = door;
      this.places = places;
    }

    /**
     * Comes to the routes, or is refused.
     *
     * @param body where it was to be read
     */
    void come(Bodies.@Nullable Body body) {
      if (!places.tryAcquire()) {
        refuse(body);
        return;
      }
      try {
        request.setAttribute(BODY, body);
        WholeAnswer answer = new WholeAnswer(request, response, callback);
        if (!FrontDoor.super.handle(new WholeRequest(request, null), answer, answer)) {
          Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
      } catch (Throwable e) { // nobody above would answer
        Response.writeError(request, response, callback, e);
      } finally {
        places.release();
      }
    }

    private void refuse(Bodies.@Nullable Body body) {
      if (body instanceof Bodies.Body.Read read) {
        bodies.release(read);
      } else if (body instanceof Bodies.Body.Refused refused && refused.close()) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
      }
      if (door != null) {
        response.getHeaders().put("Access-Control-Allow-Origin", "*");
      }
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      if (door != null && request.getMethod().equals(door.isGet() ? "GET" : "POST")) {
        Answer answer =
            intake.refuse(door.dialect(), Query.of(request.getHttpURI().getQuery()), BUSY);
        answer.headers().forEach(response.getHeaders()::put);
        send(answer.status(), answer.mediaType(), answer.body());
      } else {
        byte[] error = Answers.error(BUSY.code().code(), BUSY.message(), null);
        send(HttpStatus.SERVICE_UNAVAILABLE_503, Replies.JSON, error);
      }
    }

    private void send(int status, String mediaType, byte[] body) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }
}
