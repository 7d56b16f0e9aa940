package io.tidemark.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A page as page-view counters name it: {@code example.com/pricing}, or a path alone.
 *
 * @param site the site the page names; null: the default site
 * @param path the path, beginning with {@code /}; it may still have a query behind it
 */
public record PageAddress(@Nullable String site, String path) {

  /**
   * Splits a page. It has a site only if a dot stands before its first {@code /}, or only {@code
   * localhost} (with or without a port), and that {@code /} is not first; else all of it is the
   * path.
   */
  public static PageAddress of(String page) {
    int slash = page.indexOf('/');
    String host = slash > 0 ? page.substring(0, slash) : "";
    if (namesSite(host)) {
      return new PageAddress(host, page.substring(slash));
    }
    return new PageAddress(null, page.startsWith("/") ? page : "/" + page);
  }

  private static boolean namesSite(String host) {
    boolean beforeQuery = host.indexOf('?') < 0 && host.indexOf('#') < 0;
    return beforeQuery
        && (host.indexOf('.') >= 0 || host.equals("localhost") || host.startsWith("localhost:"));
  }
}
