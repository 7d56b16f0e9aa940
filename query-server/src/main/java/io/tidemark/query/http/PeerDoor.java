package io.tidemark.query.http;

import io.javalin.http.Context;
import io.tidemark.query.merge.Wire;
import io.tidemark.query.read.LocalReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Where peers ask for what this instance's local state answers. It never asks further, so that no
 * question can go in circles.
 */
final class PeerDoor {
  static final String PATH = "/internal/partial";
  static final String SCHEME = "Bearer ";

  private final byte @Nullable [] expected;
  private final LocalReader reader;
  private final int partitions;

  /**
   * @param secret what peers authenticate with; null: nobody is let in
   */
  PeerDoor(@Nullable String secret, LocalReader reader, int partitions) {
    this.expected = secret == null ? null : (SCHEME + secret).getBytes(StandardCharsets.UTF_8);
    this.reader = reader;
    this.partitions = partitions;
  }

  void handle(Context ctx) {
    if (!isPeer(ctx.header("Authorization"))) {
      throw new HttpRefusal(
          403, "forbidden", null, "this door is for instances of the same cluster only");
    }
    Wire.Question question;
    try {
      question = Wire.question(ctx.bodyAsBytes());
    } catch (IllegalArgumentException e) {
      throw new HttpRefusal(400, "invalid_question", null, String.valueOf(e.getMessage()));
    }
    if (question.partition() < 0 || question.partition() >= partitions) {
      throw new HttpRefusal(
          400,
          "invalid_question",
          "partition",
          "partition is " + question.partition() + "; expected 0 to " + (partitions - 1));
    }
    try {
      Wire.Answer answer =
          new Wire.Answer(Wire.VERSION, reader.read(question.partition(), question.plan()));
      ctx.contentType("application/json").result(Wire.write(answer));
    } catch (DateTimeException e) {
      throw new HttpRefusal(400, "invalid_question", "zone", "the time zone is unknown here");
    }
  }

  private boolean isPeer(@Nullable String authorization) {
    return expected != null
        && authorization != null
        && MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
  }
}
