package io.tidemark.ingest.tracker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The script as browsers get it, plain and compressed; made once.
 *
 * @param plain UTF-8
 * @param gzip the same, compressed
 */
public record TrackerScript(Form plain, Form gzip) {
  private static final String RESOURCE = "/io/tidemark/ingest/tracker/tracker.min.js";

  /** What stands in the script where the endpoint belongs; there once. */
  private static final String ENDPOINT = "\"event\"";

  private static final int TAG_DIGITS = 16;

  /**
   * One form of it.
   *
   * @param etag with quotes; differs between forms and whenever the script changes
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  public record Form(byte[] bytes, String etag) {}

  /**
   * Reads it, and writes the endpoint's address into it.
   *
   * @throws UncheckedIOException the resource cannot be read
   * @throws IllegalStateException the resource is not the tracker
   */
  public static TrackerScript at(TrackerAddresses addresses) {
    String text = resource();
    int place = text.indexOf(ENDPOINT);
    if (place < 0 || place != text.lastIndexOf(ENDPOINT)) {
      throw new IllegalStateException(RESOURCE + " does not have " + ENDPOINT + " once");
    }
    byte[] plain =
        text.replace(ENDPOINT, "\"" + addresses.endpointFromScript() + "\"")
            .getBytes(StandardCharsets.UTF_8);
    String tag = tag(plain);
    return new TrackerScript(
        new Form(plain, "\"" + tag + "\""), new Form(compressed(plain), "\"" + tag + "-gzip\""));
  }

  private static String resource() {
    try (InputStream in = TrackerScript.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException(RESOURCE + " is not on the class path; expected it in our jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var gzip = new BestGzip(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
