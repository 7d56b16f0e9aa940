package io.tidemark.ingest.enrich;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as far as enrichment needs it.
 *
 * @param address the client's, proxies that are trusted taken into account; never kept or logged
 * @param userAgent the header {@code User-Agent}; null: none
 * @param acceptLanguage the header {@code Accept-Language}; null: none
 * @param purpose the header {@code Sec-Purpose} or {@code Purpose} (prefetch); null: none
 * @param browserDoor whether a visitor is derived from the request and it is judged as a bot or
 *     not: one of the browser routes, and the user agent begins with {@code Mozilla/}
 */
public record Sender(
    String address,
    @Nullable String userAgent,
    @Nullable String acceptLanguage,
    @Nullable String purpose,
    boolean browserDoor) {

  @Override
  public String toString() {
    return "Sender[browserDoor=" + browserDoor + "]";
  }
}
