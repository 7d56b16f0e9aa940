package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /page-views/multi}: views counted before, as {@code
 * {"example.com/page1":{"2025-07-16T10:00:00Z":5}}}. Each count is an event of that weight; none
 * has a user. A count that is not valid does not touch the others.
 */
public final class ManyPages implements Dialect {
  /** Most counts in one request. */
  public static final int MOST = 10_000;

  private static final String SHAPE =
      "; expected {\"example.com/page1\":{\"2025-07-16T10:00:00Z\":5}}";

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    Refusal refusal = Naming.refusal(request.query());
    if (refusal != null) {
      return new BatchDecoded.Refused(refusal, 1);
    }
    return JsonInput.<BatchDecoded>read(
        request.body(),
        (in, first) -> {
          if (first != JsonToken.START_OBJECT) {
            in.skipChildren();
            return refused(
                RefusalCode.INVALID_TYPE, "the body is " + JsonInput.typeOf(first) + SHAPE, 1);
          }
          return new Reading(defaults).read(in);
        },
        wrong -> new BatchDecoded.Refused(wrong, 1));
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    return Canonical.many(taken, false);
  }

  private static BatchDecoded refused(RefusalCode code, String message, int events) {
    return new BatchDecoded.Refused(new Refusal(code, message, null), events);
  }

  /** One body while it is read. */
  private static final class Reading {
    private final EventDefaults defaults;
    private final List<Decoded> events = new ArrayList<>();
    private int count;
    private boolean twice;

    Reading(EventDefaults defaults) {
      this.defaults = defaults;
    }

    BatchDecoded read(JsonParser in) throws IOException {
      Set<String> pages = new HashSet<>();
      String page = in.nextFieldName();
      while (page != null) {
        twice |= count <= MOST && !pages.add(page);
        JsonToken token = in.nextToken();
        if (token == JsonToken.START_OBJECT) {
          readTimes(page, in);
        } else if (token != JsonToken.VALUE_NULL) {
          in.skipChildren();
          add(refused(page, "a page's counts are " + JsonInput.typeOf(token) + SHAPE, Pages.PAGE));
        }
        page = in.nextFieldName();
      }
      if (twice) {
        String message = "a page, or a time of one page, is there twice; expected once";
        return ManyPages.refused(RefusalCode.DUPLICATE_FIELD, message, Math.max(1, count));
      }
      if (count == 0) {
        String message = "the body has no counts" + SHAPE;
        return ManyPages.refused(RefusalCode.EMPTY_BATCH, message, 1);
      }
      if (count > MOST) {
        String message = "the body has " + count + " counts; expected 1 to " + MOST;
        return ManyPages.refused(RefusalCode.BATCH_TOO_LARGE, message, count);
      }
      return new BatchDecoded.Events(events);
    }

    private void readTimes(String page, JsonParser in) throws IOException {
      Set<String> times = new HashSet<>();
      String time = in.nextFieldName();
      while (time != null) {
        twice |= count <= MOST && !times.add(time);
        JsonToken token = in.nextToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
          add(views(page, time, in.getText()));
        } else if (token != JsonToken.VALUE_NULL) {
          in.skipChildren();
          String message = "a count is " + JsonInput.typeOf(token) + "; expected an integer";
          add(refused(page, message, "count"));
        }
        time = in.nextFieldName();
      }
    }

    private Decoded views(String page, String time, String views) {
      EventDraft draft = new EventDraft(defaults);
      Pages.address(draft, page);
      if (time.isEmpty()) {
        String message = "a timestamp is empty; expected ISO 8601 with an offset";
        draft.refuse(new Refusal(RefusalCode.INVALID_TIMESTAMP, message, Pages.TIMESTAMP));
      }
      boolean digits = !time.isEmpty() && time.chars().allMatch(c -> c >= '0' && c <= '9');
      Pages.time(draft, time, digits);
      return Pages.named(draft.count(views).finish());
    }

    private void add(Decoded event) {
      if (++count <= MOST) {
        events.add(event);
      }
    }

    private Decoded refused(String page, String message, String field) {
      EventDraft draft = new EventDraft(defaults);
      draft.refuse(new Refusal(RefusalCode.INVALID_TYPE, message, field));
      Pages.address(draft, page);
      return draft.finish();
    }
  }
}
