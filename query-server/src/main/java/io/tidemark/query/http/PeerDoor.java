package io.tidemark.query.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.read.LocalReader;
import io.tidemark.topology.view.Statistics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where peers ask for what this instance's local state answers. It never asks further, so that no
 * question can go in circles.
 *
 * <p>With a secret, a question must be sealed with it, and the answer is. Without one, only this
 * machine is answered, and no proxy on it.
 */
final class PeerDoor {
  static final String PATH = "/internal/partial";
  static final String REPLICAS_PATH = "/internal/replicas";

  private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "Via");

  private final @Nullable PeerSeal seal;
  private final LocalReader reader;
  private final Statistics statistics;

  /**
   * @param secret what peers authenticate with; null: only this machine is let in
   */
  PeerDoor(@Nullable String secret, LocalReader reader, Statistics statistics, Clock clock) {
    this.seal = secret == null ? null : new PeerSeal(secret, clock);
    this.reader = reader;
    this.statistics = statistics;
  }

  /** Answers questions. */
  Handler partial() {
    return answering(PATH, this::answer);
  }

  /** Answers what state is here. */
  Handler replicas() {
    return answering(
        REPLICAS_PATH, body -> Wire.write(new Wire.Replicas(Wire.VERSION, statistics.replicas())));
  }

  private Handler answering(String path, Function<byte[], byte[]> answer) {
    return ctx -> {
      byte[] question = ctx.bodyAsBytes();
      String authorization = ctx.header("Authorization");
      if (seal == null ? !isHere(ctx) : !seal.isQuestion(authorization, path, question)) {
        throw new HttpRefusal(
            403, "forbidden", null, "this door is for instances of the same cluster only");
      }
      byte[] body = answer.apply(question);
      if (seal != null && authorization != null) {
        ctx.header(PeerSeal.ANSWER_HEADER, seal.ofAnswer(authorization, body));
      }
      ctx.contentType("application/json").result(body);
    };
  }

  private byte[] answer(byte[] body) {
    Wire.Question question;
    try {
      question = Wire.question(body);
    } catch (IllegalArgumentException e) {
      throw new HttpRefusal(400, "invalid_question", null, String.valueOf(e.getMessage()));
    }
    if (question.partition() < 0 || question.partition() >= statistics.partitions()) {
      throw new HttpRefusal(
          400,
          "invalid_question",
          "partition",
          "partition is "
              + question.partition()
              + "; expected 0 to "
              + (statistics.partitions() - 1));
    }
    try {
      return Wire.write(
          new Wire.Answer(Wire.VERSION, reader.read(question.partition(), question.plan())));
    } catch (DateTimeException e) {
      throw new HttpRefusal(400, "invalid_question", "zone", "the time zone is unknown here");
    }
  }

  private static boolean isHere(Context ctx) {
    if (ctx.header("Authorization") != null
        || PROXIED.stream().anyMatch(header -> ctx.header(header) != null)) {
      return false;
    }
    try {
      return InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
