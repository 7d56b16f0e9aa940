package io.tidemark.ingest.http;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which content types a body with events may have. */
final class MediaTypes {
  private static final String HINT = " (with curl: -H 'Content-Type: application/json')";

  /** The media type of a header, in lower case, without parameters; empty where it is absent. */
  static String of(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.trim().toLowerCase(Locale.ROOT);
  }

  /**
   * Why a body is not read; null: it is.
   *
   * @param contentType the header; absent counts as JSON
   * @param contentEncoding the header
   * @param allowed the door's media types
   */
  static @Nullable Refusal refusal(
      @Nullable String contentType, @Nullable String contentEncoding, List<String> allowed) {
    if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
      return refused("the content-encoding is not supported; expected none");
    }
    if (contentType == null || contentType.isBlank()) {
      return null;
    }
    if (!allowed.contains(of(contentType))) {
      return refused(
          "the content type is not supported; expected " + String.join(" or ", allowed) + HINT);
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim().replace("\"", "");
      if (parameter.startsWith("charset=") && !isUtf8(parameter.substring("charset=".length()))) {
        return refused("the charset is not supported; expected utf-8");
      }
    }
    return null;
  }

  private static boolean isUtf8(String charset) {
    return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
  }

  private static Refusal refused(String message) {
    return new Refusal(RefusalCode.UNSUPPORTED_MEDIA_TYPE, message, null);
  }

  private MediaTypes() {}
}
