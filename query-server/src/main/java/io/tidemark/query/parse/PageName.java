package io.tidemark.query.parse;

import io.tidemark.schemas.event.EventLimits;
import org.jspecify.annotations.Nullable;

/**
 * A page as some trackers name it: host and path in one, {@code example.com/pricing}.
 *
 * @param siteId 1..{@link EventLimits#SITE_ID} code points
 * @param path 1..{@link EventLimits#PATH} code points
 */
record PageName(String siteId, String path) {

  /**
   * Splits a page. It has a host only if a dot (or {@code localhost}) stands before its first slash
   * and that slash is not first; else all of it is the path of the default site.
   *
   * @param defaultSite null: there is none, then a page without a host is refused
   */
  static PageName of(String page, @Nullable String defaultSite) {
    int slash = page.indexOf('/');
    String head = slash < 0 ? page : page.substring(0, slash);
    if (head.contains(".") || head.equals("localhost") || head.startsWith("localhost:")) {
      return checked(page, head, slash < 0 ? "/" : page.substring(slash));
    }
    if (defaultSite == null) {
      throw new BadQueryException(
          "missing_site",
          "page",
          "page \""
              + QueryString.shown(page)
              + "\" names no host; expected one like example.com/pricing, for"
              + " TIDEMARK_DEFAULT_SITE is not set");
    }
    return checked(page, defaultSite, slash == 0 ? page : "/" + page);
  }

  private static PageName checked(String page, String siteId, String path) {
    String cut = cut(path);
    if (siteId.codePointCount(0, siteId.length()) > EventLimits.SITE_ID
        || !isPath(cut)
        || page.isEmpty()) {
      throw new BadQueryException(
          "invalid_page",
          "page",
          "page is \""
              + QueryString.shown(page)
              + "\"; expected a host of up to "
              + EventLimits.SITE_ID
              + " characters and a path of 1 to "
              + EventLimits.PATH);
    }
    return new PageName(siteId, cut);
  }

  /** A path as events count it: up to {@code ?} or {@code #}. */
  static String cut(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '?' || path.charAt(i) == '#') {
        return path.substring(0, i);
      }
    }
    return path;
  }

  /** Whether events may have this path. */
  static boolean isPath(String path) {
    int length = path.codePointCount(0, path.length());
    return length >= 1 && length <= EventLimits.PATH;
  }
}
