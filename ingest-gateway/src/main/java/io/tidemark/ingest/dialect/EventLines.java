package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.event.EventReader;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * NDJSON to events: one per line, of 1..{@link EventLimits#BATCH_EVENTS}. A line that is not a
 * valid event does not touch the others; blank lines are none and do not count. Thread-safe.
 */
final class EventLines {
  private final EventReader reader = new EventReader();

  BatchDecoded read(byte[] body, EventDefaults defaults) {
    List<Decoded> events = new ArrayList<>();
    int count = 0;
    int from = 0;
    while (from < body.length) {
      int end = endOfLine(body, from);
      if (!isBlank(body, from, end) && ++count <= EventLimits.BATCH_EVENTS) {
        events.add(reader.read(Arrays.copyOfRange(body, from, end), defaults));
      }
      from = end + 1;
    }
    if (count == 0) {
      return refused(RefusalCode.EMPTY_BATCH, "the body has no line with an event; expected 1 to ");
    }
    if (count > EventLimits.BATCH_EVENTS) {
      String message = "the batch has " + count + " events; expected 1 to ";
      return new BatchDecoded.Refused(refusal(RefusalCode.BATCH_TOO_LARGE, message), count);
    }
    return new BatchDecoded.Events(events);
  }

  private static int endOfLine(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] body, int from, int end) {
    for (int i = from; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static BatchDecoded refused(RefusalCode code, String message) {
    return new BatchDecoded.Refused(refusal(code, message), 1);
  }

  private static Refusal refusal(RefusalCode code, String message) {
    return new Refusal(code, message + EventLimits.BATCH_EVENTS, null);
  }
}
