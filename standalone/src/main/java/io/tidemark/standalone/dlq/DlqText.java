package io.tidemark.standalone.dlq;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A {@link DlqRecord} for a person at a terminal; nothing in it can move the cursor. */
final class DlqText {
  private static final int SHOWN_CHARACTERS = 160;

  /** Three lines: where and why, the message, and how the value begins. */
  static String brief(DlqRecord record) {
    return head(record) + "\n    " + escape(record.message()) + "\n    " + value(record, true);
  }

  /** The same with the whole value. */
  static String full(DlqRecord record) {
    return head(record)
        + "\n    "
        + escape(record.message())
        + "\n    key: "
        + text(record.key(), false)
        + "\n    value: "
        + value(record, false);
  }

  private static String head(DlqRecord record) {
    String field = record.field() == null ? "" : " (" + escape(record.field()) + ")";
    String origin =
        record.original() == null ? "" : "  from " + record.topic() + " " + record.original();
    return record.at()
        + "  "
        + record.arrival().truncatedTo(ChronoUnit.SECONDS)
        + "  "
        + escape(record.reason())
        + field
        + origin;
  }

  private static String value(DlqRecord record, boolean brief) {
    String size = record.isCut() ? " [" + record.originalSize() + " bytes originally]" : "";
    return text(record.value(), brief) + size;
  }

  private static String text(byte @Nullable [] bytes, boolean brief) {
    if (bytes == null) {
      return "(none)";
    }
    if (bytes.length == 0) {
      return "(empty)";
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean cut = brief && text.length() > SHOWN_CHARACTERS;
    return escape(cut ? text.substring(0, SHOWN_CHARACTERS) : text) + (cut ? "…" : "");
  }

  private static String escape(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              boolean hidden = Character.isISOControl(c) || isFormat(c);
              shown.append(hidden ? String.format("\\u%04x", c) : String.valueOf((char) c));
            });
    return shown.toString();
  }

  private static boolean isFormat(int c) {
    return Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR;
  }

  private DlqText() {}
}
