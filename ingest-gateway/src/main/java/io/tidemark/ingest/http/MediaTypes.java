package io.tidemark.ingest.http;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which content types a body with events may have. */
final class MediaTypes {

  /**
   * Why a body is not read; null: it is.
   *
   * @param contentType the header; absent counts as JSON
   * @param contentEncoding the header
   */
  static @Nullable Refusal refusal(@Nullable String contentType, @Nullable String contentEncoding) {
    if (contentEncoding != null && !contentEncoding.equalsIgnoreCase("identity")) {
      return refused("the content-encoding is not supported; expected none");
    }
    if (contentType == null || contentType.isBlank()) {
      return null;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].trim();
    if (!type.equals("application/json") && !type.equals("text/plain")) {
      return refused(
          "the content type is not supported; expected application/json or text/plain (with curl:"
              + " -H 'Content-Type: application/json')");
    }
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
