package io.tidemark.query.parse;

import io.tidemark.schemas.event.Dimension;
import io.tidemark.schemas.event.EventLimits;
import java.util.Optional;

/**
 * One value of a dimension, as a parameter names it: {@code browser:Firefox}.
 *
 * @param value as events have it; a path is cut at {@code ?} or {@code #} as theirs was
 */
record Filter(Dimension dimension, String value) {

  /** What a parameter names; empty if that is no value an event can have. */
  static Optional<Filter> of(String given) {
    int colon = given.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String value = given.substring(colon + 1);
    return Dimension.of(given.substring(0, colon)).flatMap(dimension -> of(dimension, value));
  }

  private static Optional<Filter> of(Dimension dimension, String value) {
    if (dimension == Dimension.PATH) {
      String path = PageName.cut(value);
      return PageName.isPath(path) ? Optional.of(new Filter(dimension, path)) : Optional.empty();
    }
    int length = value.codePointCount(0, value.length());
    return length >= 1 && length <= EventLimits.ENRICHMENT
        ? Optional.of(new Filter(dimension, value))
        : Optional.empty();
  }
}
