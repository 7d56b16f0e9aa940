package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import org.jspecify.annotations.Nullable;

/** How the names in an answer are spelled: {@code naming=snake} (as if absent) or {@code camel}. */
final class Naming {
  private static final String NAME = "naming";
  private static final String CAMEL = "camel";

  /** Why a request at a door that knows {@code naming} alone is refused; null: it is not. */
  static @Nullable Refusal refusal(Query query) {
    Refusal broken = query.refusal();
    if (broken != null) {
      return broken;
    }
    boolean seen = false;
    for (Query.Pair pair : query.pairs()) {
      if (!pair.name().equals(NAME)) {
        return refusal("a query parameter is not known here; expected naming alone", null);
      }
      if (!pair.value().equals(CAMEL) && !pair.value().equals("snake")) {
        return refusal("naming is not one of snake and camel", NAME);
      }
      if (seen) {
        return refusal("naming is there twice; expected once", NAME);
      }
      seen = true;
    }
    return null;
  }

  /** Whether the answer's names are in camelCase. */
  static boolean isCamel(Query query) {
    return CAMEL.equals(query.first(NAME));
  }

  private static Refusal refusal(String message, @Nullable String field) {
    return new Refusal(RefusalCode.INVALID_VALUE, message, field);
  }

  private Naming() {}
}
