package io.tidemark.ingest.dialect;

import io.tidemark.schemas.event.Refusal;
import io.tidemark.schemas.event.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind the {@code ?} of a request's address: names and values. Immutable. */
public final class Query {
  private static final Query NONE = new Query(List.of(), false);

  private final List<Pair> pairs;
  private final boolean broken;

  private Query(List<Pair> pairs, boolean broken) {
    this.pairs = List.copyOf(pairs);
    this.broken = broken;
  }

  /** A name and its value. */
  record Pair(String name, String value) {}

  /**
   * Reads a query.
   *
   * @param raw as it was sent; null: there is none
   */
  public static Query of(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return NONE;
    }
    List<Pair> pairs = new ArrayList<>();
    boolean broken = false;
    for (String part : raw.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = Percent.decodeQuery(equals < 0 ? part : part.substring(0, equals));
      String value = Percent.decodeQuery(equals < 0 ? "" : part.substring(equals + 1));
      if (name == null || value == null) {
        broken = true;
      } else {
        pairs.add(new Pair(name, value));
      }
    }
    return new Query(pairs, broken);
  }

  /** All of them, in their order. */
  List<Pair> pairs() {
    return pairs;
  }

  /** Why it cannot be read; null: it can. */
  @Nullable Refusal refusal() {
    return broken
        ? new Refusal(
            RefusalCode.INVALID_VALUE,
            "the query is not valid percent-encoded UTF-8; expected for example ?path=%2Fcaf%C3%A9",
            null)
        : null;
  }

  /** The first value of a name; null: there is none. */
  @Nullable String first(String name) {
    for (Pair pair : pairs) {
      if (pair.name().equals(name)) {
        return pair.value();
      }
    }
    return null;
  }
}
