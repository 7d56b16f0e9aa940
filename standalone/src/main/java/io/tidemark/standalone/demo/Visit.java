package io.tidemark.standalone.demo;

import org.jspecify.annotations.Nullable;

/**
 * One visit of a person to a site.
 *
 * @param referrer where the person came from; null: nowhere
 * @param pagesLeft pages still to be viewed, at least 1
 */
record Visit(Person person, String sessionId, @Nullable String referrer, int pagesLeft) {

  /** After one more page; the referrer belongs to the first one only. */
  Visit next() {
    return new Visit(person, sessionId, null, pagesLeft - 1);
  }
}
