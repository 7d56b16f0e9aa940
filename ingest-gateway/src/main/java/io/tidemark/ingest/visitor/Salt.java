package io.tidemark.ingest.visitor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one day's visitor ids: 256 random bits, and HMAC-SHA-256 with them as the key (RFC
 * 2104). Holds nothing else of the secret, so that it is gone when the last reference is. It never
 * shows itself. Thread-safe.
 */
public final class Salt {
  /** Size of the secret. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 16;

  /** Never fed, only cloned. */
  private final Mac keyed;

  /**
   * Takes a secret.
   *
   * @throws IllegalArgumentException it has not {@value #BYTES} bytes
   */
  public Salt(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "a salt has " + secret.length + " bytes; expected " + BYTES);
    }
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** The first 128 bits of the keyed hash of three parts, as 32 hexadecimal digits. */
  String hash(String site, byte[] address, String userAgent) {
    Mac mac;
    try {
      mac = (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
    }
    // Length first, so that no two different triples are the same bytes.
    part(mac, site.getBytes(StandardCharsets.UTF_8));
    part(mac, address);
    part(mac, userAgent.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac.doFinal(), 0, ID_BYTES);
  }

  private static void part(Mac mac, byte[] bytes) {
    mac.update((byte) (bytes.length >> 8));
    mac.update((byte) bytes.length);
    mac.update(bytes);
  }

  @Override
  public String toString() {
    return "Salt";
  }
}
