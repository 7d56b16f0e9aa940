package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.Decoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /page-views/single}: one view of a page, as {@code
 * {"page":"example.com/pricing","timestamp":"…"}}. It has no user.
 */
public final class SinglePage implements Dialect {
  private static final Set<String> KNOWN = Set.of(Pages.PAGE, Pages.TIMESTAMP);

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    Refusal refusal = Naming.refusal(request.query());
    if (refusal != null) {
      return new BatchDecoded.Refused(refusal, 1);
    }
    Decoded event =
        JsonInput.<Decoded>read(
            request.body(), (in, first) -> page(in, first, defaults), Decoded.Refused::new);
    return new BatchDecoded.Events(List.of(event));
  }

  private static Decoded page(JsonParser in, JsonToken first, EventDefaults defaults)
      throws IOException {
    if (first != JsonToken.START_OBJECT) {
      in.skipChildren();
      String message =
          "the page view is "
              + JsonInput.typeOf(first)
              + "; expected {\"page\":\"example.com/pricing\",\"timestamp\":\"…\"}";
      return new Decoded.Refused(new Refusal(RefusalCode.INVALID_TYPE, message, null));
    }
    Members members = Members.read(in, KNOWN, PropertiesText::copy);
    EventDraft draft = new EventDraft(defaults);
    String page = members.text(Pages.PAGE, Pages.PAGE);
    Members.Value time = members.first(Pages.TIMESTAMP);
    if (time != null && !time.isString() && !time.isInteger()) {
      members.wrongType(Pages.TIMESTAMP, time, "a string or an integer");
    } else if (time != null) {
      Pages.time(draft, time.text(), time.isInteger());
    }
    Refusal wrong = members.refusal();
    if (wrong != null) {
      draft.refuse(wrong);
    }
    Pages.address(draft, page);
    return Pages.named(draft.finish());
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    Refusal refusal = taken.refusal() != null ? taken.refusal() : taken.firstRefused();
    return refusal == null ? Canonical.many(taken, false) : Canonical.refused(refusal);
  }
}
