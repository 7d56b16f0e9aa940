package io.tidemark.query.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What peers show each other that they know the cluster's secret, without telling it: HMAC-SHA-256
 * (RFC 2104) over what is asked and when, and over what is answered to which question. Thread-safe.
 *
 * <pre>
 * question  Authorization: Tidemark TIME.SEAL   SEAL = hmac("ask"    \0 path \0 TIME \0 body)
 * answer    Tidemark-Seal: SEAL                 SEAL = hmac("answer" \0 question's SEAL \0 body)
 * </pre>
 *
 * TIME is in epoch milliseconds. A question that is older or newer than {@link #TOLERANCE} is not
 * taken, so that one that was overheard is worth little.
 */
public final class PeerSeal {
  /** How far clocks of machines may be apart. */
  public static final Duration TOLERANCE = Duration.ofMinutes(2);

  static final String ANSWER_HEADER = "Tidemark-Seal";
  private static final String SCHEME = "Tidemark ";
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;

  /**
   * Of a secret, by a clock.
   *
   * @param secret the same on all instances
   */
  public PeerSeal(String secret, Clock clock) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /** The {@code Authorization} of a question asked now. */
  public String ofQuestion(String path, byte[] body) {
    String time = String.valueOf(clock.millis());
    return SCHEME + time + "." + hmac("ask", path + "\0" + time, body);
  }

  /** Whether a question is one of a peer's, and of now. */
  public boolean isQuestion(@Nullable String authorization, String path, byte[] body) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return false;
    }
    int dot = authorization.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String time = authorization.substring(SCHEME.length(), dot);
    String expected = SCHEME + time + "." + hmac("ask", path + "\0" + time, body);
    return equal(expected, authorization) && isNow(time);
  }

  /**
   * The seal of an answer.
   *
   * @param authorization the question's
   */
  public String ofAnswer(String authorization, byte[] body) {
    return hmac("answer", authorization, body);
  }

  /** Whether a peer answered, and this very question. */
  public boolean isAnswer(String seal, String authorization, byte[] body) {
    return equal(ofAnswer(authorization, body), seal);
  }

  private boolean isNow(String time) {
    try {
      long apart = Math.abs(Math.subtractExact(clock.millis(), Long.parseLong(time)));
      return apart <= TOLERANCE.toMillis();
    } catch (NumberFormatException | ArithmeticException e) {
      return false;
    }
  }

  private String hmac(String purpose, String about, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((purpose + "\0" + about + "\0").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  /** In a time that does not tell where they differ. */
  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
