package io.tidemark.ingest.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.schemas.event.BatchDecoded;
import io.tidemark.schemas.event.EventDefaults;
import io.tidemark.schemas.event.EventDraft;
import io.tidemark.schemas.event.Field;
import io.tidemark.schemas.event.JsonInput;
import io.tidemark.schemas.event.PropertiesText;
import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /pixel.gif}: one canonical event in the query, a parameter per field. {@code
 * properties} is JSON; parameters that are no field are ignored, so that a page can keep caches
 * away.
 *
 * <p>The answer is always the image, so that no page shows a broken one; a status other than 200
 * and a header tell what was wrong.
 */
public final class Pixel implements Dialect {
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");
  private static final String REFUSED = "X-Tidemark-Refused";

  @Override
  public BatchDecoded read(Request request, EventDefaults defaults) {
    EventDraft draft = new EventDraft(defaults);
    Refusal broken = request.query().refusal();
    if (broken != null) {
      draft.refuse(broken);
    }
    Set<Field> seen = EnumSet.noneOf(Field.class);
    for (Query.Pair pair : request.query().pairs()) {
      Field field = Field.of(pair.name());
      if (field != null && !seen.add(field)) {
        refuse(draft, RefusalCode.DUPLICATE_FIELD, " is there twice; expected once", field);
      } else if (field != null && !pair.value().isEmpty()) {
        set(draft, field, pair.value());
      }
    }
    return new BatchDecoded.Events(List.of(draft.finish()));
  }

  private static void set(EventDraft draft, Field field, String value) {
    switch (field) {
      case TIMESTAMP -> Pages.time(draft, value, value.chars().allMatch(c -> c >= '0' && c <= '9'));
      case COUNT -> draft.count(value);
      case PROPERTIES ->
          JsonInput.<Optional<Refusal>>read(
                  value, (in, first) -> properties(draft, in, first), Optional::of)
              .map(why -> new Refusal(why.code(), why.message(), field.canonical()))
              .ifPresent(draft::refuse);
      default -> draft.text(field, value);
    }
  }

  private static Optional<Refusal> properties(EventDraft draft, JsonParser in, JsonToken first)
      throws IOException {
    if (first == JsonToken.START_OBJECT) {
      draft.properties(PropertiesText.copy(in));
      return Optional.empty();
    }
    in.skipChildren();
    String message = "properties is " + JsonInput.typeOf(first) + "; expected an object";
    return Optional.of(new Refusal(RefusalCode.INVALID_TYPE, message, null));
  }

  private static void refuse(EventDraft draft, RefusalCode code, String message, Field field) {
    draft.refuse(new Refusal(code, field.canonical() + message, field.canonical()));
  }

  @Override
  public Answer answer(Taken taken, Query query) {
    Refusal refusal = taken.refusal() != null ? taken.refusal() : taken.firstRefused();
    if (refusal == null) {
      return Answer.of(200, "image/gif", GIF).withHeaders(Map.of("Cache-Control", "no-store"));
    }
    String field = refusal.field() == null ? "" : " " + refusal.field();
    return Answer.of(Statuses.of(refusal.code()), "image/gif", GIF)
        .withHeaders(Map.of("Cache-Control", "no-store", REFUSED, refusal.code().code() + field));
  }
}
