package io.tidemark.query.parse;

import io.tidemark.schemas.event.EventLimits;
import io.tidemark.schemas.event.PageAddress;
import org.jspecify.annotations.Nullable;

/**
 * A page as some trackers name it: host and path in one, {@code example.com/pricing}.
 *
 * @param siteId 1..{@link EventLimits#SITE_ID} code points
 * @param path 1..{@link EventLimits#PATH} code points
 */
record PageName(String siteId, String path) {

  /**
   * Splits a page as the gateway does.
   *
   * @param defaultSite of a page without a host; null: there is none, then such a page is refused
   */
  static PageName of(String page, @Nullable String defaultSite) {
    PageAddress address = PageAddress.of(page);
    String site = address.site() == null ? defaultSite : address.site();
    if (site == null) {
      throw new BadQueryException(
          "missing_site",
          "page",
          "page \""
              + QueryString.shown(page)
              + "\" names no host; expected one like example.com/pricing, for"
              + " TIDEMARK_DEFAULT_SITE is not set");
    }
    return checked(page, site, address.path());
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
